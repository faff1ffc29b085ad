package dev.understudy.rules.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.request.RequestFacts;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What conditions may ask about a request. A variable whose value the request does not tell is
 * absent, and a condition that hangs on it does not hold.
 */
enum Variable {
  METHOD("method", SimpleType.STRING, false, RequestFacts::method),
  PATH("path", SimpleType.STRING, false, RequestFacts::path),
  /** Its value hangs on the expression too: see {@link Headers}. */
  HEADERS(
      "headers", MapType.create(SimpleType.STRING, SimpleType.STRING), false, request -> Map.of()),
  MODEL("model", SimpleType.STRING, body -> Objects.requireNonNullElse(body.model(), "")),
  USER("user", SimpleType.STRING, body -> Objects.requireNonNullElse(body.user(), "")),
  SESSION("session", SimpleType.STRING, body -> Objects.requireNonNullElse(body.session(), "")),
  STREAM("stream", SimpleType.BOOL, RequestBody::stream),
  TOKENS("tokens", SimpleType.INT, RequestBody::tokens),
  MAX_TOKENS("max_tokens", SimpleType.INT, RequestBody::maxTokens),
  TEMPERATURE("temperature", SimpleType.DOUBLE, RequestBody::temperature),
  MESSAGES("messages", SimpleType.INT, body -> (long) body.messages()),
  TOOLS("tools", SimpleType.INT, body -> (long) body.tools());

  private static final Map<String, Variable> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(each -> each.word, Function.identity()));

  final String word;
  final CelType type;
  final boolean needsBody;

  @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
  private final Reading<RequestFacts> reading;

  Variable(String name, CelType type, boolean needsBody, Reading<RequestFacts> reading) {
    this.word = "request." + name;
    this.type = type;
    this.needsBody = needsBody;
    this.reading = reading;
  }

  Variable(String name, CelType type, Reading<RequestBody> reading) {
    this(
        name,
        type,
        true,
        request -> {
          RequestBody body = request.body();
          return body == null ? null : reading.of(body);
        });
  }

  /** Reads a value off its source, or null where the source does not tell. */
  private interface Reading<S> {
    @Nullable Object of(S source);
  }

  /** The variable of that name, such as {@code request.model}, or null. */
  static @Nullable Variable named(String name) {
    return BY_NAME.get(name);
  }

  /** All names, for messages. */
  static String known() {
    return Arrays.stream(values()).map(each -> each.word).collect(Collectors.joining(", "));
  }

  /** The request's value, or null where it does not tell. */
  @Nullable Object of(RequestFacts request) {
    return reading.of(request);
  }
}
