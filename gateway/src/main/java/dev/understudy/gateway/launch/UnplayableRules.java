package dev.understudy.gateway.launch;

/** Rules that are well-formed but name something that is not there; the message says what. */
public final class UnplayableRules extends Exception {
  private static final long serialVersionUID = 1;

  UnplayableRules(String message) {
    super(message);
  }
}
