package dev.understudy.student.ngram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.ngram.Features;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.safetensors.SafetensorsReader;
import dev.understudy.student.safetensors.SafetensorsWriter;
import dev.understudy.student.safetensors.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Scores labels by the weights of a text's n-grams. */
public final class NgramScorer implements Scorer {
  /** The type in {@code student.json}. */
  public static final String TYPE = "ngram";

  private static final String WEIGHTS = "weights.safetensors";
  private static final String TABLE = "table";
  private static final String BIAS = "bias";
  private static final int MOST_AT_ONCE = 256;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final NgramReader reader;
  private final float[][] table;
  private final float[] bias;

  /**
   * A scorer of these weights.
   *
   * @param table the weights, [labels][2^bits]; not copied
   * @param bias what is added for each label
   */
  public NgramScorer(NgramReader reader, float[][] table, float[] bias) {
    this.reader = Objects.requireNonNull(reader, "reader");
    this.table = table;
    this.bias = bias.clone();
    for (float[] row : table) {
      if (row.length != 1 << reader.bits()) {
        throw new IllegalArgumentException(
            "table must have %d places for each label, got %d"
                .formatted(1 << reader.bits(), row.length));
      }
    }
    if (table.length != bias.length) {
      throw new IllegalArgumentException(
          "there must be a bias for each of %d labels, got %d"
              .formatted(table.length, bias.length));
    }
  }

  /**
   * Loads what {@link #writeInto} wrote.
   *
   * @param settings what {@code student.json} says of it
   * @throws IllegalArgumentException if the settings and the weights do not fit together
   */
  public static NgramScorer load(Path folder, JsonNode settings) throws IOException {
    NgramReader reader =
        new NgramReader(
            settings.path("bits").asInt(),
            settings.path("words").asInt(),
            settings.path("letters").asInt(),
            settings.path("most_characters").asInt());
    Tensor table;
    Tensor bias;
    try (SafetensorsReader weights = SafetensorsReader.open(folder.resolve(WEIGHTS))) {
      table = weights.tensor(TABLE);
      bias = weights.tensor(BIAS);
    }
    if (table.shape().length != 2) {
      throw new IllegalArgumentException(
          "%s: table must have two axes, found %s".formatted(WEIGHTS, table));
    }
    int places = (int) table.shape()[1];
    float[][] rows = new float[(int) table.shape()[0]][];
    Arrays.setAll(
        rows, row -> Arrays.copyOfRange(table.values(), row * places, (row + 1) * places));
    return new NgramScorer(reader, rows, bias.values());
  }

  @Override
  public List<Score> scores(List<String> texts) {
    return texts.stream()
        .map(
            text -> {
              Features features = reader.features(text);
              return Score.of(logits(features), features.words(), reader.cuts(text));
            })
        .toList();
  }

  private float[] logits(Features features) {
    float[] logits = bias.clone();
    int[] places = features.places();
    float[] values = features.values();
    for (int label = 0; label < logits.length; label++) {
      float[] weights = table[label];
      float sum = 0;
      for (int i = 0; i < places.length; i++) {
        sum += weights[places[i]] * values[i];
      }
      logits[label] += sum;
    }
    return logits;
  }

  @Override
  public int tokens(String text) {
    return reader.words(text).size();
  }

  @Override
  public int mostAtOnce() {
    return MOST_AT_ONCE;
  }

  @Override
  public ObjectNode settings() {
    return MAPPER
        .createObjectNode()
        .put("type", TYPE)
        .put("bits", reader.bits())
        .put("words", reader.words())
        .put("letters", reader.letters())
        .put("most_characters", reader.mostCharacters());
  }

  @Override
  public void writeInto(Path folder) throws IOException {
    int places = 1 << reader.bits();
    float[] all = new float[Math.multiplyExact(table.length, places)];
    for (int label = 0; label < table.length; label++) {
      System.arraycopy(table[label], 0, all, label * places, places);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(TABLE, new Tensor(new long[] {table.length, places}, all));
    tensors.put(BIAS, Tensor.vector(bias.clone()));
    SafetensorsWriter.write(folder.resolve(WEIGHTS), tensors);
  }

  @Override
  public void close() {
    // Nothing outside Java's heap.
  }
}
