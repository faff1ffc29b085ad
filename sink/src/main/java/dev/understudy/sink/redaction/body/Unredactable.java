package dev.understudy.sink.redaction.body;

/** Content that cannot be searched, so that it must not be stored. The message quotes nothing. */
public final class Unredactable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Unredactable(String message) {
    super(message);
  }
}
