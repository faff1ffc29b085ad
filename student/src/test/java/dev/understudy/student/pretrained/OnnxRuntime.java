package dev.understudy.student.pretrained;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.understudy.student.encoder.Pooling;
import dev.understudy.student.tokens.TokenBatch;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/** What the runtime that packaged encoders were made for says of the same tokens. */
final class OnnxRuntime implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  OnnxRuntime(String resource) throws IOException, OrtException {
    try (InputStream in =
            Objects.requireNonNull(OnnxRuntime.class.getResourceAsStream("/" + resource));
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(in.readAllBytes(), options);
    }
  }

  /** One vector for each text. */
  float[][] pooled(TokenBatch batch, Pooling pooling) throws OrtException {
    float[][][] vectors = vectors(batch);
    float[][] pooled = new float[batch.size()][];
    for (int row = 0; row < pooled.length; row++) {
      int count = pooling == Pooling.FIRST ? 1 : (int) batch.lengths()[row];
      pooled[row] = mean(vectors[row], count);
    }
    return pooled;
  }

  private static float[] mean(float[][] vectors, int count) {
    float[] mean = new float[vectors[0].length];
    for (int j = 0; j < mean.length; j++) {
      double sum = 0;
      for (int token = 0; token < count; token++) {
        sum += vectors[token][j];
      }
      mean[j] = (float) (sum / count);
    }
    return mean;
  }

  private float[][][] vectors(TokenBatch batch) throws OrtException {
    long[][] ids = new long[batch.size()][batch.length()];
    long[] all = batch.ids();
    for (int row = 0; row < ids.length; row++) {
      System.arraycopy(all, row * batch.length(), ids[row], 0, batch.length());
    }
    try (OnnxTensor tokens = OnnxTensor.createTensor(environment, ids);
        OnnxTensor mask = OnnxTensor.createTensor(environment, batch.mask());
        OnnxTensor types =
            OnnxTensor.createTensor(environment, new long[batch.size()][batch.length()]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      return (float[][][]) result.get(0).getValue();
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
