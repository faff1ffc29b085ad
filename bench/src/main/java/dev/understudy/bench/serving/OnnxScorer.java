package dev.understudy.bench.serving;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.encoder.Pooling;
import dev.understudy.student.head.Head;
import dev.understudy.student.head.LengthGroups;
import dev.understudy.student.head.Reading;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.TokenBatch;
import dev.understudy.student.tokens.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Scores as a student with an encoder does, but for the engine: the encoder's own ONNX file runs on
 * ONNX Runtime. Tokenizer, groups of like lengths, pooling and head are the student's.
 */
final class OnnxScorer implements Scorer {
  private static final int MOST_AT_ONCE = 64;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Pretrained pretrained;
  private final Head head;
  private final Reading reading;

  /**
   * A scorer of these parts.
   *
   * @param pretrained closed with the scorer; its weights are not used
   * @param threads how many threads an operation may use
   */
  OnnxScorer(String resource, Pretrained pretrained, Head head, Reading reading, int threads)
      throws IOException {
    this.pretrained = pretrained;
    this.head = head;
    this.reading = reading;
    try (InputStream in = OnnxScorer.class.getResourceAsStream("/" + resource);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      if (in == null) {
        throw new IOException("no file " + resource + " on the class path");
      }
      options.setIntraOpNumThreads(threads);
      this.session = environment.createSession(in.readAllBytes(), options);
    } catch (OrtException e) {
      throw new IOException(resource + ": " + e.getMessage(), e);
    }
  }

  @Override
  public List<Score> scores(List<String> texts) {
    List<Tokens> tokens = reading.tokens(pretrained, texts);
    Score[] scores = new Score[texts.size()];
    for (int[] places : LengthGroups.of(tokens)) {
      float[][] vectors =
          vectors(
              pretrained.tokenizer().batch(Arrays.stream(places).mapToObj(tokens::get).toList()));
      for (int i = 0; i < places.length; i++) {
        Tokens read = tokens.get(places[i]);
        scores[places[i]] = Score.of(head.logits(vectors[i]), read.count(), read.cut());
      }
    }
    return new ArrayList<>(Arrays.asList(scores));
  }

  private float[][] vectors(TokenBatch batch) {
    long[] shape = {batch.size(), batch.length()};
    long[] mask = Arrays.stream(batch.mask()).flatMapToLong(Arrays::stream).toArray();
    try (OnnxTensor ids =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(batch.ids()), shape);
        OnnxTensor masks = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(mask.length), shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", masks, "token_type_ids", types))) {
      return pooled(((OnnxTensor) result.get(0)).getFloatBuffer(), batch);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime failed", e);
    }
  }

  private float[][] pooled(FloatBuffer all, TokenBatch batch) {
    int hidden = pretrained.config().hidden();
    long[] lengths = batch.lengths();
    float[][] pooled = new float[batch.size()][hidden];
    float[] one = new float[hidden];
    for (int row = 0; row < pooled.length; row++) {
      int count = pretrained.pooling() == Pooling.FIRST ? 1 : (int) lengths[row];
      all.position(row * batch.length() * hidden);
      for (int token = 0; token < count; token++) {
        all.get(one);
        for (int i = 0; i < hidden; i++) {
          pooled[row][i] += one[i] / count;
        }
      }
    }
    return pooled;
  }

  @Override
  public int tokens(String text) {
    return pretrained.tokenizer().count(text);
  }

  @Override
  public int mostAtOnce() {
    return MOST_AT_ONCE;
  }

  @Override
  public ObjectNode settings() {
    throw new UnsupportedOperationException("a peer is not written");
  }

  @Override
  public void writeInto(Path folder) {
    throw new UnsupportedOperationException("a peer is not written");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close", e);
    } finally {
      pretrained.close();
    }
  }
}
