package dev.understudy.sink.redaction;

/**
 * An entry that could not be searched for what must not be stored, and so must not be stored
 * itself. Neither the message nor a cause quotes content.
 */
public final class UnredactableEntry extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnredactableEntry(String message) {
    super(message);
  }

  /** What a fault of ours was; its message, which could quote content, is left out. */
  static UnredactableEntry fault(Throwable fault) {
    UnredactableEntry entry =
        new UnredactableEntry("redacting failed: " + fault.getClass().getName());
    entry.setStackTrace(fault.getStackTrace());
    return entry;
  }
}
