package dev.understudy.gateway.student;

import dev.understudy.exchange.Role;
import dev.understudy.gateway.downstream.Refusals;
import dev.understudy.gateway.relay.Headers;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.rules.CredentialHeaders;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The header fields of a request to a student: an allow-list, so that nothing of the client's
 * credentials, cookies or organisation gets there, however it is named.
 */
public final class StudentHeaders {
  /** Tells a student, and whoever reads its log, why it is asked. */
  public static final String ROLE_HEADER = "x-understudy-role";

  private static final Set<String> ALLOWED =
      Set.of("content-type", "accept", "anthropic-version", "anthropic-beta", "openai-beta");

  private StudentHeaders() {}

  /**
   * The fields for a student.
   *
   * @param client the client's fields
   * @param role why it is asked, such as {@code shadow}
   */
  public static MultiMap of(MultiMap client, Destination to, UUID requestId, String role) {
    MultiMap fields = HttpHeaders.headers();
    fields.add(HttpHeaders.HOST, to.origin().authority());
    for (Map.Entry<String, String> field : client) {
      String name = field.getKey().toLowerCase(Locale.ROOT);
      if ((ALLOWED.contains(name) || to.headers().contains(name))
          && !CredentialHeaders.isCredential(name)) {
        fields.add(name, field.getValue());
      }
    }
    return marked(fields, to, requestId, role);
  }

  /** The fields for asking the teacher a second time: the client's own, and a mark. */
  public static MultiMap ofEcho(MultiMap client, Destination to, UUID requestId) {
    MultiMap fields = HttpHeaders.headers();
    Headers.copyRequest(client, fields, to);
    fields.remove(HttpHeaders.EXPECT);
    return marked(fields, to, requestId, Role.ECHO.word());
  }

  private static MultiMap marked(MultiMap fields, Destination to, UUID requestId, String role) {
    if (to.authorization() != null) {
      fields.set(HttpHeaders.AUTHORIZATION, to.authorization());
    }
    fields.set(Refusals.REQUEST_ID_HEADER, requestId.toString());
    fields.set(ROLE_HEADER, role);
    return fields;
  }
}
