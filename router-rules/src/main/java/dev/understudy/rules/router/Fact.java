package dev.understudy.rules.router;

import dev.understudy.rules.request.RequestBody;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request beside its words, as a number. Amounts count by their logarithm,
 * {@code ln(1 + n)}; writing by its share of the text's characters, within [0, 1].
 */
public enum Fact {
  /** Estimated tokens of the whole body. */
  TOKENS,
  /** Characters of the conversation's text. */
  CHARACTERS,
  /** Words of what is read of the text. */
  WORDS,
  /** Messages of the conversation. */
  MESSAGES,
  /** Tools the model may call. */
  TOOLS,
  /** Images in the conversation. */
  IMAGES,
  /** 1 where the answer is to be streamed. */
  STREAM,
  /** The most tokens the answer may have; 0 where that is not said. */
  MAX_TOKENS,
  /** Share of capital letters. */
  CAPITALS(Script.CAPITAL),
  /** Share of digits. */
  DIGITS(Script.DIGIT),
  /** Share of signs. */
  SIGNS(Script.SIGN),
  /** Share of Latin letters that English does without. */
  ACCENTED(Script.ACCENTED),
  /** Share of Greek. */
  GREEK(Script.GREEK),
  /** Share of Cyrillic. */
  CYRILLIC(Script.CYRILLIC),
  /** Share of Arabic and Hebrew. */
  SEMITIC(Script.SEMITIC),
  /** Share of the writings of India and of South East Asia. */
  INDIC(Script.INDIC),
  /** Share of Chinese, Japanese and Korean. */
  EAST_ASIAN(Script.EAST_ASIAN),
  /** Share of anything else, such as emoji. */
  OTHER(Script.OTHER);

  private static final Fact[] ALL = values();
  private static final String IMAGE = "[image]";

  private final @Nullable Script script;

  Fact() {
    this(null);
  }

  Fact(@Nullable Script script) {
    this.script = script;
  }

  /** The word in files, such as {@code tokens}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * All facts of a request, in their order.
   *
   * @param text the conversation, as far as it is read
   * @param characters how long the whole conversation is
   * @param words how many words were read
   */
  static float[] of(RequestBody body, String text, int characters, int words) {
    int[] scripts = Script.counts(text);
    float[] facts = new float[ALL.length];
    for (int i = 0; i < facts.length; i++) {
      Script script = ALL[i].script;
      facts[i] =
          script != null
              ? (float) scripts[script.place()] / Math.max(1, text.length())
              : ALL[i].amount(body, text, characters, words);
    }
    return facts;
  }

  private float amount(RequestBody body, String text, int characters, int words) {
    return switch (this) {
      case TOKENS -> log(body.tokens());
      case CHARACTERS -> log(characters);
      case WORDS -> log(words);
      case MESSAGES -> log(body.messages());
      case TOOLS -> log(body.tools());
      case IMAGES -> log(images(text));
      case STREAM -> body.stream() ? 1 : 0;
      case MAX_TOKENS -> body.maxTokens() == null ? 0 : log(Math.max(0, body.maxTokens()));
      case CAPITALS, DIGITS, SIGNS, ACCENTED, GREEK, CYRILLIC, SEMITIC, INDIC, EAST_ASIAN, OTHER ->
          throw new IllegalStateException("counted by its script: " + this);
    };
  }

  private static float log(long amount) {
    return (float) Math.log1p((double) amount);
  }

  private static int images(String text) {
    int images = 0;
    for (int at = text.indexOf(IMAGE); at >= 0; at = text.indexOf(IMAGE, at + IMAGE.length())) {
      images++;
    }
    return images;
  }
}
