package dev.understudy.rules.router;

import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.ngram.Features;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.exchange.wire.RequestPrompt;
import dev.understudy.rules.request.RequestBody;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests as routers see them. A long conversation is read a quarter from its beginning,
 * where instructions stand, and for the rest from its end, where the question stands. Thread-safe.
 *
 * @param ngrams how its text becomes n-grams; what it reads of a text at most bounds the cost
 */
public record RequestReader(NgramReader ngrams) {
  /** Words and pairs of words: a prompt of 4 KB is read in some tens of microseconds. */
  public static final RequestReader DEFAULT = new RequestReader(new NgramReader(16, 2, 0, 8192));

  public RequestReader {
    Objects.requireNonNull(ngrams, "ngrams");
  }

  /**
   * The same with runs of letters too: for writing without spaces, at two to three times the cost.
   */
  public RequestReader withLetters(int letters) {
    return new RequestReader(
        new NgramReader(ngrams.bits(), ngrams.words(), letters, ngrams.mostCharacters()));
  }

  /**
   * A request's features.
   *
   * @param body the whole body, without any content coding
   * @param path the request's path
   * @return null where the body is not one JSON object
   */
  public @Nullable RequestFeatures read(byte[] body, String path) {
    RequestBody read = RequestBody.read(body, path);
    return read == null ? null : read(body, path, read);
  }

  /**
   * The same of a body that was read already.
   *
   * @param read what rules ask about it
   */
  public RequestFeatures read(byte[] body, String path, RequestBody read) {
    Excerpt excerpt = excerpt(body, path);
    Features found = ngrams.features(excerpt.text());
    return new RequestFeatures(found, excerpt.facts(read, found.words()));
  }

  /** What is read of a request's conversation. */
  Excerpt excerpt(byte[] body, String path) {
    Prompt prompt = RequestPrompt.read(body, path);
    String whole = prompt == null || prompt.input() == null ? "" : prompt.input();
    return new Excerpt(shortened(whole), whole.length());
  }

  /**
   * A part of a conversation.
   *
   * @param text the part
   * @param characters how long the whole is
   */
  record Excerpt(String text, int characters) {
    /** The request's facts, in the order of {@link Fact}. */
    float[] facts(RequestBody read, int words) {
      return Fact.of(read, text, characters, words);
    }

    /** Never the content. */
    @Override
    public String toString() {
      return "Excerpt[" + text.length() + " of " + characters + "]";
    }
  }

  private String shortened(String text) {
    int most = ngrams.mostCharacters();
    if (text.length() <= most) {
      return text;
    }
    int head = most / 4;
    int tail = most - head - 1;
    return text.substring(0, head) + "\n" + text.substring(text.length() - tail);
  }
}
