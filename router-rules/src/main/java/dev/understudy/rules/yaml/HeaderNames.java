package dev.understudy.rules.yaml;

import dev.understudy.rules.CredentialHeaders;
import java.util.Locale;
import java.util.Set;

/** Names of headers as they are written in rules; they are given in lower case. */
final class HeaderNames {
  private static final Set<String> OURS =
      Set.of(
          "accept-encoding",
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  /** Any header's name. */
  static final Scalar<String> ANY = Scalar.of("unreadable", HeaderNames::read);

  /** A header whose value may be a sticky key. */
  static final Scalar<String> STICKY =
      ANY.where(
          name -> !CredentialHeaders.isCredential(name),
          "must not be a credential's header; api-key takes the client's key, whatever its header");

  /** A header of the client that a student may get. */
  static final Scalar<String> FOR_STUDENTS =
      ANY.where(
              name -> !CredentialHeaders.isCredential(name),
              "must not carry a credential or name an account")
          .where(
              name -> !OURS.contains(name) && !name.startsWith("x-understudy-"),
              "must not be a header that the gateway itself sets or that ends at it");

  private HeaderNames() {}

  private static String read(String text) throws Mismatch {
    if (!text.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}")) {
      throw Mismatch.of("must be a header's name", text);
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
