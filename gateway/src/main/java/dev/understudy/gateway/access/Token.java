package dev.understudy.gateway.access;

import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A token that the admin port knows callers by.
 *
 * @param name what its callers are called in logs and the ledger
 * @param role what its callers may do
 * @param secret the token itself
 */
public record Token(String name, Role role, Secret secret) {
  static Token read(Section in, Map<String, String> environment, Path folder) {
    return new Token(
        in.required("name", Scalar.NAME),
        in.required("role", Scalar.word(Role.class)),
        in.required("token", Secret.in(environment, folder)));
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("name", name);
    keys.put("role", role.word());
    keys.put("token", secret.source());
    return keys;
  }
}
