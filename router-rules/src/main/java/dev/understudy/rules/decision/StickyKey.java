package dev.understudy.rules.decision;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.rules.Sticky;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Finds what of a request decides its bucket. */
public final class StickyKey {
  /** The header that names the conversation. */
  public static final String SESSION_HEADER = "x-session-id";

  private static final String BEARER = "Bearer ";

  private StickyKey() {}

  /**
   * The request's key, or null where it has none. An API key is given as its hash (SHA-256 in
   * hexadecimal), never as it is; the same key in {@code authorization}, {@code x-api-key} and
   * {@code api-key} has the same hash.
   */
  public static @Nullable String of(Sticky sticky, RequestFacts request) {
    return switch (sticky.kind()) {
      case HEADER -> header(sticky.header(), request);
      case USER -> user(request.body());
      case SESSION -> session(request);
      case API_KEY -> apiKey(request);
      case REQUEST -> request.id().toString();
    };
  }

  /** Whether the key can be told: it does not lie in a body that nobody read yet. */
  public static boolean isAtHand(Sticky sticky, RequestFacts request) {
    return !sticky.needsBody()
        || request.bodyRead()
        || (sticky.kind() == Sticky.Kind.SESSION && header(SESSION_HEADER, request) != null);
  }

  private static @Nullable String header(String name, RequestFacts request) {
    return something(request.header(name));
  }

  private static @Nullable String user(@Nullable RequestBody body) {
    return body == null ? null : something(body.user());
  }

  private static @Nullable String session(RequestFacts request) {
    String named = header(SESSION_HEADER, request);
    RequestBody body = request.body();
    return named != null || body == null ? named : something(body.session());
  }

  private static @Nullable String apiKey(RequestFacts request) {
    String authorization = header("authorization", request);
    if (authorization != null) {
      boolean isBearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
      return hashed(isBearer ? authorization.substring(BEARER.length()) : authorization);
    }
    String key = header("x-api-key", request);
    String azure = key != null ? key : header("api-key", request);
    return azure == null ? null : hashed(azure);
  }

  private static String hashed(String secret) {
    return HexFormat.of().formatHex(Bucket.newSha256().digest(secret.strip().getBytes(UTF_8)));
  }

  private static @Nullable String something(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
