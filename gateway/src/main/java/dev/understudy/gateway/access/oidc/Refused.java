package dev.understudy.gateway.access.oidc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The provider answered, and refuses: it does not know the client, its secret, the code or the
 * address to come back to. The message is the provider's.
 */
public final class Refused extends Exception {
  private static final long serialVersionUID = 1L;

  /** How errors of OAuth begin (RFC 6749, section 5.2), and those that providers add. */
  private static final Pattern CODE =
      Pattern.compile("([a-z]+(?:_[a-z]+)+)(?:: .*)?", Pattern.DOTALL);

  private Refused(String message) {
    super(message);
  }

  /** What such a failure is: a refusal, or, where the provider or the way to it is ill, itself. */
  static Throwable orItself(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    Matcher read = CODE.matcher(message);
    return read.matches() && !isIll(String.valueOf(read.group(1))) ? new Refused(message) : failure;
  }

  private static boolean isIll(String code) {
    return code.endsWith("_error") || code.equals("temporarily_unavailable");
  }
}
