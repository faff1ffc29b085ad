package dev.understudy.gateway.practice;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.List;

/**
 * Estimates what an answer took, where nobody wrote it down. Slow at first: not for event loops.
 */
final class TokenCounts {
  /** What the chat format adds to each message, and once to the whole (OpenAI cookbook). */
  private static final int PER_MESSAGE = 3;

  private TokenCounts() {}

  /** The tokens of a conversation and its answer. */
  static TokensUsed estimate(List<Turn> turns, RecordedAnswer answer) {
    long prompt = PER_MESSAGE;
    for (Turn turn : turns) {
      prompt += PER_MESSAGE + count(turn.role()) + count(turn.text());
    }
    long completion = answer.text() == null ? 0 : count(answer.text());
    if (answer.toolCalls() != null) {
      completion += count(answer.toolCalls().toString());
    }
    return new TokensUsed(prompt, completion);
  }

  private static int count(String text) {
    return Lazily.ENCODING.countTokensOrdinary(text);
  }

  /** Loaded at first use: it takes about a second. */
  private static final class Lazily {
    static final Encoding ENCODING =
        Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
  }
}
