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
    Prompt prompt = RequestPrompt.read(body, path);
    String whole = prompt == null || prompt.input() == null ? "" : prompt.input();
    String text = shortened(whole);
    Features found = ngrams.features(text);
    return new RequestFeatures(found, Fact.of(read, text, whole.length(), found.words()));
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
