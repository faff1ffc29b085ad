package dev.understudy.exchange.wire;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Estimates how many tokens a text has, with OpenAI's vocabularies; other providers' differ by some
 * tenths. The first use of a vocabulary loads it, which takes about a second.
 *
 * <p>The cost is bounded: of a text longer than {@value #MAX_COUNTED_CHARS} characters, that many
 * from its beginning are counted and the rest is taken to be alike.
 */
public final class TokenEstimate {
  /** 32 Ki characters of English take some 10 ms, of one letter repeated some 50. */
  public static final int MAX_COUNTED_CHARS = 1 << 15;

  private TokenEstimate() {}

  /** The vocabularies, loaded when first asked for. */
  private static final class Vocabularies {
    private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

    private static Encoding of(EncodingType type) {
      return REGISTRY.getEncoding(type);
    }
  }

  /** The estimate for a text that went to or came from the model of that name. */
  public static long of(String text, @Nullable String model) {
    Encoding encoding = Vocabularies.of(vocabulary(model));
    if (text.length() <= MAX_COUNTED_CHARS) {
      return encoding.countTokensOrdinary(text);
    }
    long counted = encoding.countTokensOrdinary(text.substring(0, MAX_COUNTED_CHARS));
    return Math.round((double) counted * text.length() / MAX_COUNTED_CHARS);
  }

  /** GPT-4, GPT-3.5 and the embeddings use the older vocabulary, all later models the newer one. */
  static EncodingType vocabulary(@Nullable String model) {
    String name = model == null ? "" : model.toLowerCase(Locale.ROOT);
    name = name.substring(name.lastIndexOf('/') + 1);
    name = name.startsWith("ft:") ? name.substring(3) : name;
    boolean older =
        name.equals("gpt-4")
            || name.startsWith("gpt-4-")
            || name.startsWith("gpt-4:")
            || name.startsWith("gpt-3.5")
            || name.startsWith("gpt-35")
            || name.startsWith("text-embedding-")
            || name.equals("davinci-002")
            || name.equals("babbage-002");
    return older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
  }
}
