package dev.understudy.exchange.wire;

import dev.understudy.exchange.Exchange;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The APIs whose calls we understand. */
enum Api {
  /** OpenAI's chat completions, which many others speak too. */
  CHAT,
  /** OpenAI's legacy completions. */
  COMPLETIONS,
  /** OpenAI's embeddings. */
  EMBEDDINGS,
  /** OpenAI's responses. */
  RESPONSES,
  /** Anthropic's messages. */
  MESSAGES;

  /** Segments of paths that belong to these APIs and their neighbours. */
  private static final Set<String> SEGMENTS =
      Set.of("completions", "embeddings", "responses", "messages", "threads");

  /** What the path says: a call, some other business of a known API, or nothing. */
  sealed interface Claim {
    /** The path is that of a call. */
    record Call(Api api) implements Claim {}

    /** The path is about stored things, counts and the like: no call. */
    record Other() implements Claim {}

    /** The path is not one we know. */
    record Unknown() implements Claim {}
  }

  /** The word used in columns, such as {@code chat}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  AnswerReader answerReader() {
    return switch (this) {
      case CHAT, COMPLETIONS, EMBEDDINGS -> new ChatAnswerReader();
      case RESPONSES -> new ResponsesAnswerReader();
      case MESSAGES -> new MessagesAnswerReader();
    };
  }

  /** What the exchange's method and path say; whatever stands before the API's own path. */
  static Claim claimed(Exchange exchange) {
    return claimed(exchange.method(), exchange.path());
  }

  /** What a method and a path say. */
  static Claim claimed(String method, String path) {
    if (!method.equals("POST")) {
      return new Claim.Other();
    }
    String[] segments =
        (path.endsWith("/") ? path.substring(0, path.length() - 1) : path).split("/", -1);
    int last = segments.length - 1;
    String before = last > 0 ? segments[last - 1] : "";
    for (int i = 0; i < last; i++) {
      if (SEGMENTS.contains(segments[i])) {
        return new Claim.Other();
      }
    }
    return switch (segments[last]) {
      case "completions" -> new Claim.Call(before.equals("chat") ? CHAT : COMPLETIONS);
      case "embeddings" -> new Claim.Call(EMBEDDINGS);
      case "responses" -> new Claim.Call(RESPONSES);
      case "messages" -> new Claim.Call(MESSAGES);
      default -> new Claim.Unknown();
    };
  }

  /**
   * The API that an answer's object, or a stream's first event, has the shape of; null where none.
   */
  static @Nullable Api shapedLike(Json json) throws IOException {
    String object = json.lookAhead("object");
    if (object != null) {
      return switch (object) {
        case "chat.completion", "chat.completion.chunk" -> CHAT;
        case "text_completion" -> COMPLETIONS;
        case "response" -> RESPONSES;
        case "list" -> json.hasMember("usage") ? EMBEDDINGS : null;
        default -> null;
      };
    }
    String type = json.lookAhead("type");
    if (type == null) {
      return json.hasMember("choices") ? CHAT : null;
    }
    return type.startsWith("response.")
        ? RESPONSES
        : type.equals("message") || type.equals("message_start") ? MESSAGES : null;
  }
}
