package dev.understudy.student.head;

import ai.djl.ndarray.NDManager;
import dev.understudy.student.encoder.Encoder;
import dev.understudy.student.encoder.Pass;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.TokenBatch;
import dev.understudy.student.tokens.Tokens;
import java.util.Arrays;
import java.util.List;

/**
 * Makes one vector of each text by an encoder that does not change meanwhile. Any number of threads
 * may use it at the same time, none after it was closed.
 */
public final class TextVectors implements AutoCloseable {
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
   * The vectors of texts, in their order. They are read in {@link LengthGroups}.
   *
   * @return {@code [texts][hidden]}
   */
  public float[][] of(List<Tokens> texts) {
    float[][] vectors = new float[texts.size()][];
    for (int[] places : LengthGroups.of(texts)) {
      float[] all = pass(Arrays.stream(places).mapToObj(texts::get).toList());
      int hidden = all.length / places.length;
      for (int i = 0; i < places.length; i++) {
        vectors[places[i]] = Arrays.copyOfRange(all, i * hidden, (i + 1) * hidden);
      }
    }
    return vectors;
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
