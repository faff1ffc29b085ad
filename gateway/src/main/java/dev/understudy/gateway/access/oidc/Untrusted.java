package dev.understudy.gateway.access.oidc;

/** What came of a sign-in cannot be trusted; the message says why and holds nothing of it. */
public final class Untrusted extends Exception {
  private static final long serialVersionUID = 1L;

  Untrusted(String message) {
    super(message);
  }
}
