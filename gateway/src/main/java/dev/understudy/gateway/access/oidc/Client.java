package dev.understudy.gateway.access.oidc;

import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * As what we are known to a provider.
 *
 * @param issuer the provider, as its tokens name it
 * @param id our name there
 * @param secret our secret there
 * @param scopes what we ask for
 */
public record Client(URI issuer, String id, String secret, List<String> scopes) {
  /** Copies the scopes. */
  public Client {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(secret, "secret");
    scopes = List.copyOf(scopes);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Client[" + issuer + ", " + id + "]";
  }
}
