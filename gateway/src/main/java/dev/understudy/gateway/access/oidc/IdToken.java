package dev.understudy.gateway.access.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the claims of an ID token whose signature was verified, as OpenID Connect Core asks in
 * section 3.1.3.7.
 *
 * @param issuer who must have issued it
 * @param client for whom it must be
 * @param nonce for which sign-in it must be
 */
record IdToken(URI issuer, String client, String nonce) {
  /** How far the provider's clock may be off. */
  static final Duration LEEWAY = Duration.ofMinutes(1);

  /** Does nothing if the claims are those of a token for this sign-in. */
  void check(JsonObject claims, Instant now) throws Untrusted {
    if (!(claims.getValue("iss") instanceof String from) || !isIssuer(from)) {
      throw new Untrusted("its ID token is of another issuer");
    }
    List<?> audience = audience(claims.getValue("aud"));
    Object party = claims.getValue("azp");
    if (!audience.contains(client)
        || (audience.size() > 1 && party == null)
        || (party != null && !party.equals(client))) {
      throw new Untrusted("its ID token is for another client");
    }
    if (!(claims.getValue("exp") instanceof Number end)
        || !now.isBefore(Instant.ofEpochSecond(end.longValue()).plus(LEEWAY))) {
      throw new Untrusted("its ID token has expired; compare the clocks");
    }
    if (isLater(claims.getValue("iat"), now) || isLater(claims.getValue("nbf"), now)) {
      throw new Untrusted("its ID token is not valid yet; compare the clocks");
    }
    if (!nonce.equals(claims.getValue("nonce"))) {
      throw new Untrusted("its ID token was made for another sign-in");
    }
    if (!(claims.getValue("sub") instanceof String sub) || sub.isBlank()) {
      throw new Untrusted("its ID token names nobody");
    }
  }

  /** Some providers' names end in a slash, which settings leave out. */
  private boolean isIssuer(String from) {
    return from.equals(issuer.toString()) || from.equals(issuer + "/");
  }

  private static boolean isLater(@Nullable Object time, Instant now) {
    return time instanceof Number number
        && Instant.ofEpochSecond(number.longValue()).minus(LEEWAY).isAfter(now);
  }

  private static List<?> audience(@Nullable Object audience) {
    return audience instanceof JsonArray many
        ? many.getList()
        : audience == null ? List.of() : List.of(audience);
  }
}
