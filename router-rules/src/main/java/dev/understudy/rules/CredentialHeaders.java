package dev.understudy.rules;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells which headers carry credentials or name the account, and so must never be recorded or reach
 * a student.
 */
public final class CredentialHeaders {
  private static final List<String> KNOWN =
      List.of(
          "authorization",
          "proxy-authorization",
          "authentication-info",
          "proxy-authentication-info",
          "cookie",
          "cookie2",
          "set-cookie",
          "set-cookie2",
          "x-api-key",
          "api-key",
          "apikey",
          "x-apikey",
          "x-goog-api-key",
          "x-goog-iam-authorization-token",
          "x-goog-user-project",
          "x-amz-security-token",
          "x-auth-token",
          "x-csrf-token",
          "x-forwarded-access-token",
          "x-forwarded-client-cert",
          "ocp-apim-subscription-key",
          "helicone-auth",
          "openai-organization",
          "openai-project");

  /** Ends of names that tell a credential of a kind not known by name. */
  private static final List<String> TELLING_ENDS =
      List.of(
          "authorization",
          "-auth",
          "-cookie",
          "-credential",
          "-credentials",
          "-jwt",
          "-key-id",
          "-password",
          "-secret",
          "-signature",
          "-token",
          "access-key",
          "api-key",
          "apikey",
          "auth-key",
          "secret-key",
          "subscription-key");

  private CredentialHeaders() {}

  /** Whether a header of that name, in any case, carries a credential or names the account. */
  public static boolean isCredential(String name) {
    for (String known : KNOWN) {
      if (known.equalsIgnoreCase(name)) {
        return true;
      }
    }
    for (String end : TELLING_ENDS) {
      if (name.regionMatches(true, name.length() - end.length(), end, 0, end.length())) {
        return true;
      }
    }
    return false;
  }

  /** A credential that an allow-list's entry (a name, or a start and {@code *}) names, or null. */
  public static @Nullable String matchedBy(String entry) {
    String lower = entry.toLowerCase(Locale.ROOT);
    if (!lower.endsWith("*")) {
      return isCredential(lower) ? lower : null;
    }
    String start = lower.substring(0, lower.length() - 1);
    return KNOWN.stream().filter(known -> known.startsWith(start)).findFirst().orElse(null);
  }
}
