package dev.understudy.gateway.access.oidc;

/** Too many people sign in at once to ask the provider about one more. */
public final class Busy extends Exception {
  private static final long serialVersionUID = 1L;

  Busy(int most) {
    super("%d people sign in already".formatted(most));
  }
}
