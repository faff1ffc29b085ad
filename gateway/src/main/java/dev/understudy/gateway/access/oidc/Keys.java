package dev.understudy.gateway.access.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWT;
import java.security.SignatureException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys by which a provider signs, as it published them (RFC 7517). Those for other uses are
 * left out, and secrets above all: who reads the keys must not be able to sign. Safe for every
 * thread.
 */
final class Keys {
  private static final Logger log = LoggerFactory.getLogger(Keys.class);
  private static final Set<String> TYPES = Set.of("RSA", "EC", "OKP");

  private final JWT jwt = new JWT();

  private Keys() {}

  /** Those of a published set that can be used. */
  static Keys of(JsonObject published) {
    Keys keys = new Keys();
    if (published.getValue("keys") instanceof JsonArray all) {
      for (int i = 0; i < all.size(); i++) {
        if (all.getValue(i) instanceof JsonObject key && signs(key)) {
          keys.add(key);
        }
      }
    }
    return keys;
  }

  private static boolean signs(JsonObject key) {
    Object type = key.getValue("kty");
    return type instanceof String name
        && TYPES.contains(name)
        && "sig".equals(key.getValue("use", "sig"));
  }

  private void add(JsonObject key) {
    try {
      jwt.addJWK(new JWK(key));
    } catch (RuntimeException unknown) { // of an algorithm or a curve that we lack
      log.atDebug()
          .addKeyValue("kid", key.getValue("kid"))
          .addKeyValue("reason", unknown.getMessage())
          .log("a provider's key is left out");
    }
  }

  /** The claims of a token that one of the keys signed, or null. */
  @Nullable JsonObject claims(String token) {
    if (jwt.isUnsecure()) {
      return null; // without keys the library would take what nobody signed
    }
    try {
      return jwt.decode(token);
    } catch (SignatureException | RuntimeException unverified) {
      return null;
    }
  }
}
