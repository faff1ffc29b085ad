package dev.understudy.student.encoder;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sizes of an encoder. Its activation is gelu (the one with erf), its positions are learnt, and
 * layers are normalised after each sum.
 *
 * @param vocabulary how many tokens it knows
 * @param hidden the length of a token's vector
 * @param layers how many layers
 * @param heads how many heads of attention; divides hidden
 * @param intermediate the width between the two matrices of a layer's second half
 * @param maxPositions how many tokens a text may have
 * @param types how many types of tokens; texts are of the first
 * @param layerNormEps what is added to variances
 */
public record EncoderConfig(
    int vocabulary,
    int hidden,
    int layers,
    int heads,
    int intermediate,
    int maxPositions,
    int types,
    double layerNormEps) {
  /** How many weights each layer has. */
  static final int PER_LAYER = 16;

  public EncoderConfig {
    positive("vocabulary", vocabulary);
    positive("hidden", hidden);
    positive("layers", layers);
    positive("heads", heads);
    positive("intermediate", intermediate);
    positive("maxPositions", maxPositions);
    positive("types", types);
    if (hidden % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide hidden, got " + heads + " heads and hidden " + hidden);
    }
    if (!(layerNormEps > 0 && layerNormEps < 1)) {
      throw new IllegalArgumentException("layerNormEps must be in (0, 1), got " + layerNormEps);
    }
  }

  private static void positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  /** The names and shapes of all weights, in the order of the network. */
  public Map<String, Shape> weights() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.word_embeddings.weight", new Shape(vocabulary, hidden));
    shapes.put("embeddings.position_embeddings.weight", new Shape(maxPositions, hidden));
    shapes.put("embeddings.token_type_embeddings.weight", new Shape(types, hidden));
    norm(shapes, "embeddings.LayerNorm");
    for (int i = 0; i < layers; i++) {
      String layer = "encoder.layer." + i + ".";
      linear(shapes, layer + "attention.self.query", hidden, hidden);
      linear(shapes, layer + "attention.self.key", hidden, hidden);
      linear(shapes, layer + "attention.self.value", hidden, hidden);
      linear(shapes, layer + "attention.output.dense", hidden, hidden);
      norm(shapes, layer + "attention.output.LayerNorm");
      linear(shapes, layer + "intermediate.dense", hidden, intermediate);
      linear(shapes, layer + "output.dense", intermediate, hidden);
      norm(shapes, layer + "output.LayerNorm");
    }
    return shapes;
  }

  private static void linear(Map<String, Shape> shapes, String name, int in, int out) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }

  private void norm(Map<String, Shape> shapes, String name) {
    shapes.put(name + ".weight", new Shape(hidden));
    shapes.put(name + ".bias", new Shape(hidden));
  }

  /** Whether a weight multiplies matrices, or is added to their product. */
  static boolean isOfProduct(String name) {
    return !name.startsWith("embeddings.") && !name.contains("LayerNorm");
  }
}
