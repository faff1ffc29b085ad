package dev.understudy.gateway.access;

import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The OpenID provider that people sign in with.
 *
 * @param issuer the provider, as its tokens name it
 * @param clientId this console's name there
 * @param clientSecret this console's secret there
 * @param rolesClaim the claim of ID tokens that holds people's groups; dots lead into objects
 * @param roles the role of each group that has one; nobody without such a group gets in
 */
public record OidcSettings(
    URI issuer, String clientId, Secret clientSecret, String rolesClaim, Map<String, Role> roles) {
  private static final String GROUPS = "groups";

  /** Copies the roles, in their order. */
  public OidcSettings {
    roles = Collections.unmodifiableMap(new LinkedHashMap<>(roles));
  }

  static OidcSettings read(Section in, Map<String, String> environment, Path folder) {
    OidcSettings read =
        new OidcSettings(
            in.required("issuer", Scalar.BASE_URL),
            in.required("client_id", Scalar.TEXT),
            in.required("client_secret", Secret.in(environment, folder)),
            in.value("roles_claim", Scalar.TEXT, GROUPS),
            in.namedValues("roles", Scalar.TEXT, Scalar.word(Role.class)));
    if (in.isSound("roles") && read.roles.isEmpty()) {
      in.problem("roles", "oidc.roles must give a role to at least one group, or nobody gets in");
    }
    if (in.isSound("issuer")
        && !read.issuer.getScheme().equals("https")
        && !Loopback.holds(String.valueOf(read.issuer.getHost()))) {
      in.problem("issuer", "oidc.issuer must begin with https:// beyond this machine");
    }
    return read;
  }

  Map<String, Object> written() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("issuer", issuer.toString());
    keys.put("client_id", clientId);
    keys.put("client_secret", clientSecret.source());
    keys.put("roles_claim", rolesClaim);
    Map<String, Object> words = new LinkedHashMap<>();
    roles.forEach((group, role) -> words.put(group, role.word()));
    keys.put("roles", words);
    return keys;
  }
}
