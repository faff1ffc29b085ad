package dev.understudy.student.classifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What {@code student.json} says of a classifier.
 *
 * @param form what of a prompt it reads
 * @param decider its labels, and how it decides
 * @param scorer what its scorer says of itself
 */
public record ClassifierSettings(InputForm form, Decider decider, ObjectNode scorer) {
  /** The kind in {@code student.json}. */
  public static final String KIND = "classifier";

  private static final JsonMapper MAPPER = new JsonMapper();

  public ClassifierSettings {
    Objects.requireNonNull(form, "form");
    Objects.requireNonNull(decider, "decider");
    scorer = scorer.deepCopy();
  }

  /** As JSON. */
  public ObjectNode json() {
    ObjectNode root = MAPPER.createObjectNode().put("input", form.word());
    ArrayNode labels = root.putArray("labels");
    ArrayNode thresholds = MAPPER.createArrayNode();
    for (LabelChoice each : decider.labels()) {
      labels.addObject().put("label", each.label()).put("answer", each.answer());
      thresholds.add(each.threshold());
    }
    ObjectNode calibration =
        root.putObject("calibration").put("temperature", decider.calibration().temperature());
    decider.calibration().bias().forEach(calibration.putArray("bias")::add);
    root.set("thresholds", thresholds);
    root.set("scorer", scorer);
    return root;
  }

  /**
   * Reads the same.
   *
   * @throws IllegalArgumentException naming the field that is wrong, what was expected and what
   *     found
   */
  public static ClassifierSettings read(JsonNode json) {
    List<LabelChoice> labels = new ArrayList<>();
    JsonNode thresholds = json.path("thresholds");
    for (JsonNode each : json.path("labels")) {
      String label = each.path("label").textValue();
      String answer = each.path("answer").textValue();
      if (label == null || answer == null) {
        throw new IllegalArgumentException(
            "classifier.labels[%d] must have a label and an answer".formatted(labels.size()));
      }
      double threshold = thresholds.path(labels.size()).asDouble(Double.NaN);
      labels.add(new LabelChoice(label, answer, threshold));
    }
    List<Double> bias = new ArrayList<>();
    json.path("calibration").path("bias").forEach(each -> bias.add(each.asDouble(Double.NaN)));
    Calibration calibration =
        new Calibration(json.path("calibration").path("temperature").asDouble(Double.NaN), bias);
    if (!(json.path("scorer") instanceof ObjectNode scorer)) {
      throw new IllegalArgumentException("classifier.scorer must be an object");
    }
    return new ClassifierSettings(form(json), new Decider(labels, calibration), scorer);
  }

  private static InputForm form(JsonNode json) {
    String word = json.path("input").asText();
    return Arrays.stream(InputForm.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "classifier.input must be slots or pruned, got " + json.path("input")));
  }
}
