package dev.understudy.bench.traffic;

import io.netty.buffer.ByteBuf;
import java.util.Random;

/**
 * A long run of made-up prose out of which every body takes its own slice, so that no two bodies
 * are alike, no dictionary or window of a compressor sees the same text soon again, and one body
 * costs one copy to make. Plain ASCII without anything that JSON escapes; zstd makes 3 to 4 of it
 * into 1, as it does of chat.
 *
 * <p>The same size and seed give the same text. Not for several threads at once.
 */
public final class Corpus {
  private static final String[] COMMON = {
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "is",
    "you",
    "that",
    "it",
    "for",
    "on",
    "are",
    "with",
    "as",
    "this",
    "be",
    "your",
    "can",
    "or",
    "from",
    "have",
    "by",
    "not",
    "an",
    "if",
    "at",
    "we",
    "which",
    "will",
    "one",
    "all",
    "would",
    "there",
    "their",
    "what",
    "about",
    "when",
    "please",
    "should",
    "answer",
    "question",
    "customer",
    "model",
    "order",
    "account",
    "summary",
    "because"
  };
  private static final String[] SYLLABLES = {
    "con", "ter", "al", "in", "er", "ment", "pro", "ing", "re", "ous", "tion", "per", "ly", "de",
    "man", "sub", "ver", "sta", "ate", "ble", "com", "ques", "tra", "mil", "pre", "ster", "ual",
    "fin", "gra", "port", "lin", "mos", "nec", "ol", "rup", "vis", "wen", "ye", "zan", "khi"
  };
  private static final int WORDS = 10_000;
  private static final int PHRASES = 1_500;
  private static final int WORDS_OF_A_PHRASE = 6;

  private final byte[] text;
  private long position;

  /**
   * Makes the text.
   *
   * @param bytes how long it is; well above the largest slice and the compressor's window
   * @param seed decides the words
   */
  public Corpus(int bytes, long seed) {
    this.text = prose(bytes, new Random(seed));
    this.position = seed & 0xffff;
  }

  /** Appends the next slice of that length; successive slices do not overlap until the end. */
  public void appendSlice(ByteBuf out, int length) {
    if (position + length > text.length) {
      position = (position * 31 + 17) % 1_021;
    }
    out.writeBytes(text, (int) position, length);
    position += length;
  }

  private static byte[] prose(int bytes, Random random) {
    String[] words = words(random);
    String[] phrases = new String[PHRASES];
    for (int i = 0; i < PHRASES; i++) {
      StringBuilder phrase = new StringBuilder();
      for (int j = 0; j < WORDS_OF_A_PHRASE; j++) {
        phrase.append(words[skewed(random, words.length)]).append(' ');
      }
      phrases[i] = phrase.toString();
    }
    StringBuilder prose = new StringBuilder(bytes + 128);
    while (prose.length() < bytes) {
      int kind = random.nextInt(100);
      if (kind < 3) {
        prose.append(phrases[skewed(random, PHRASES)]);
      } else if (kind < 6) {
        prose.append(random.nextInt(10_000)).append(' ');
      } else {
        prose.append(words[skewed(random, words.length)]).append(kind < 16 ? ". " : " ");
      }
    }
    byte[] text = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      text[i] = (byte) prose.charAt(i);
    }
    return text;
  }

  private static String[] words(Random random) {
    String[] words = new String[WORDS];
    for (int i = 0; i < WORDS; i++) {
      if (i < COMMON.length) {
        words[i] = COMMON[i];
      } else {
        StringBuilder word = new StringBuilder();
        for (int part = 1 + random.nextInt(2); part >= 0; part--) {
          word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        words[i] = word.toString();
      }
    }
    return words;
  }

  /** Few words often, many words seldom, as in speech (roughly Zipf's law). */
  private static int skewed(Random random, int bound) {
    return (int) (Math.pow(bound + 1.0, random.nextDouble()) - 1);
  }
}
