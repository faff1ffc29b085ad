package dev.understudy.exchange.prompt;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What reading a captured request gave: a conversation, or the reason why there is none. */
public sealed interface PromptReading {
  /** The conversation, or null where there is none. */
  default @Nullable Good goodOrNull() {
    return this instanceof Good good ? good : null;
  }

  /**
   * A conversation.
   *
   * @param messages the messages as a compact JSON array in the form of OpenAI's chat API,
   *     instructions first; at least one
   * @param tools the tools on offer as such an array, or null
   * @param responseFormat the JSON of {@code response_format}, or null
   * @param whole whether the request's body was there to be read; where not, tools and formats are
   *     not known
   */
  record Good(
      String messages, @Nullable String tools, @Nullable String responseFormat, boolean whole)
      implements PromptReading {
    public Good {
      Objects.requireNonNull(messages, "messages");
    }

    /** Never the content. */
    @Override
    public String toString() {
      return "Good[whole=" + whole + "]";
    }
  }

  /** Nothing to learn from. */
  record Unusable(Reason reason) implements PromptReading {
    public Unusable {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** Why a request cannot be learned from. */
  enum Reason {
    /** It spoke no API that answers conversations. */
    API,
    /** It was cut off, because of a limit or by the client, before its messages ended. */
    TRUNCATED,
    /** It holds no messages. */
    NO_MESSAGES,
    /** Its messages are no JSON. */
    BROKEN_JSON,
    /** Its messages do not have the shape that their API gives them. */
    SHAPE,
    /** It goes on with a conversation that only the provider has. */
    STORED_ELSEWHERE,
    /** It asks several things at once, or asks in tokens. */
    BATCH;

    /** The word used in counts, such as {@code broken_json}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
