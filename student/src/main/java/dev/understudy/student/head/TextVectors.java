package dev.understudy.student.head;

import ai.djl.ndarray.NDManager;
import dev.understudy.student.encoder.Encoder;
import dev.understudy.student.encoder.Pass;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.TokenBatch;
import dev.understudy.student.tokens.Tokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes one vector of each text by an encoder that does not change meanwhile. Any number of threads
 * may use it at the same time, none after it was closed.
 */
public final class TextVectors implements AutoCloseable {
  /** Texts as long as one another share a pass; so many tokens are enough to use all of a CPU. */
  private static final int MOST_TOKENS = 4096;

  /** How much longer the longest of a pass may be than the shortest. */
  private static final double MOST_LONGER = 1.25;

  private static final int ALWAYS_LONGER = 4;

  private final Pretrained pretrained;
  private final Encoder encoder;

  /**
   * Vectors of an encoder as its weights are now.
   *
   * @param pretrained not closed with this, nor before it
   */
  public TextVectors(Pretrained pretrained, Precision precision) {
    this(pretrained, Encoder.frozen(pretrained.weights(), precision));
  }

  /**
   * Vectors of an encoder that runs on a pretrained one's weights.
   *
   * @param pretrained not closed with this, nor before it
   * @param encoder closed with this
   */
  public TextVectors(Pretrained pretrained, Encoder encoder) {
    this.pretrained = pretrained;
    this.encoder = encoder;
  }

  /**
   * The vectors of texts, in their order. Texts are read in order of their length, so that little
   * is filled up.
   *
   * @return {@code [texts][hidden]}
   */
  public float[][] of(List<Tokens> texts) {
    int[] order =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingInt(place -> texts.get(place).count()))
            .mapToInt(Integer::intValue)
            .toArray();
    float[][] vectors = new float[texts.size()][];
    for (int from = 0; from < order.length; ) {
      int to = end(order, from, texts);
      int[] places = Arrays.copyOfRange(order, from, to);
      float[] all = pass(Arrays.stream(places).mapToObj(texts::get).toList());
      int hidden = all.length / places.length;
      for (int i = 0; i < places.length; i++) {
        vectors[places[i]] = Arrays.copyOfRange(all, i * hidden, (i + 1) * hidden);
      }
      from = to;
    }
    return vectors;
  }

  /** Where a pass that begins there ends; it has at least one text. */
  private static int end(int[] order, int from, List<Tokens> texts) {
    int shortest = texts.get(order[from]).count();
    double most = Math.max(shortest * MOST_LONGER, shortest + ALWAYS_LONGER);
    int to = from + 1;
    while (to < order.length) {
      int count = texts.get(order[to]).count();
      if (count > most || (to + 1 - from) * count > MOST_TOKENS) {
        break;
      }
      to++;
    }
    return to;
  }

  private float[] pass(List<Tokens> texts) {
    TokenBatch batch = pretrained.tokenizer().batch(texts);
    try (NDManager passing = pretrained.weights().owner().newSubManager()) {
      return encoder.pooled(batch, pretrained.pooling(), Pass.INFERENCE, passing).toFloatArray();
    }
  }

  /** Gives back all but the encoder it was given. */
  @Override
  public void close() {
    encoder.close();
  }
}
