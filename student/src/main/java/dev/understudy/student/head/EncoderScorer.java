package dev.understudy.student.head;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.Keep;
import dev.understudy.student.tokens.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Scores labels by a linear layer on what an encoder makes of a text. */
public final class EncoderScorer implements Scorer {
  /** The type in {@code student.json}. */
  public static final String TYPE = "encoder";

  private static final String ENCODER = "encoder";
  private static final String HEAD = "head.safetensors";
  private static final int MOST_AT_ONCE = 64;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Pretrained pretrained;
  private final Head head;
  private final Reading reading;
  private final Precision precision;
  private final TextVectors vectors;

  /**
   * A scorer of these parts.
   *
   * @param pretrained whose weights do not change any more; closed with the scorer
   * @throws IllegalArgumentException if they do not fit together; the encoder is left open then
   */
  public EncoderScorer(Pretrained pretrained, Head head, Reading reading, Precision precision) {
    if (head.hidden() != pretrained.config().hidden()) {
      throw new IllegalArgumentException(
          "the head must read vectors of length %d, as its encoder makes them; it reads %d"
              .formatted(pretrained.config().hidden(), head.hidden()));
    }
    reading.tokens(pretrained, List.of(""));
    this.pretrained = pretrained;
    this.head = head;
    this.reading = reading;
    this.precision = Objects.requireNonNull(precision, "precision");
    this.vectors = new TextVectors(pretrained, precision);
  }

  /**
   * Loads what {@link #writeInto} wrote.
   *
   * @param settings what {@code student.json} says of it
   * @param device where it shall run
   * @throws IllegalArgumentException if the settings and the files do not fit together
   */
  public static EncoderScorer load(Path folder, JsonNode settings, Device device)
      throws IOException {
    Reading reading =
        new Reading(settings.path("limit").asInt(), word(Keep.class, "keep", settings));
    Precision precision = word(Precision.class, "precision", settings);
    Head head = Head.read(folder.resolve(HEAD));
    Pretrained pretrained = Pretrained.folder(folder.resolve(ENCODER), device);
    try {
      return new EncoderScorer(pretrained, head, reading, precision);
    } catch (RuntimeException e) {
      pretrained.close();
      throw e;
    }
  }

  private static <E extends Enum<E>> E word(Class<E> type, String field, JsonNode settings) {
    List<E> all = Arrays.asList(type.getEnumConstants());
    return all.stream()
        .filter(each -> word(each).equals(settings.path(field).asText()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "classifier.scorer.%s must be one of %s, got %s"
                        .formatted(
                            field,
                            all.stream().map(EncoderScorer::word).collect(Collectors.joining(", ")),
                            settings.path(field))));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public List<Score> scores(List<String> texts) {
    List<Tokens> tokens = reading.tokens(pretrained, texts);
    float[][] read = vectors.of(tokens);
    List<Score> scores = new ArrayList<>(read.length);
    for (int i = 0; i < read.length; i++) {
      Tokens one = tokens.get(i);
      scores.add(Score.of(head.logits(read[i]), one.count(), one.cut()));
    }
    return scores;
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
    return MAPPER
        .createObjectNode()
        .put("type", TYPE)
        .put("limit", reading.limit())
        .put("keep", word(reading.keep()))
        .put("precision", word(precision));
  }

  @Override
  public void writeInto(Path folder) throws IOException {
    pretrained.save(folder.resolve(ENCODER));
    head.write(folder.resolve(HEAD));
  }

  @Override
  public void close() {
    vectors.close();
    pretrained.close();
  }
}
