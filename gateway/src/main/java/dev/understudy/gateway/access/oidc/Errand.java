package dev.understudy.gateway.access.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What goes with one browser to the provider and must come back with it.
 *
 * @param cookie what the browser keeps meanwhile; tells nothing of the rest
 * @param state comes back in the address: the browser that returns is the one that was sent (RFC
 *     6749, section 10.12)
 * @param nonce comes back in the ID token: it was made for this sign-in (OpenID Connect Core,
 *     section 15.5.2)
 * @param verifier proves to the provider that who redeems the code asked for it (RFC 7636)
 */
public record Errand(String cookie, String state, String nonce, String verifier) {
  /** What the provider is told of the verifier beforehand. */
  String challenge() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** None of it: all are secrets. */
  @Override
  public String toString() {
    return "Errand[***]";
  }
}
