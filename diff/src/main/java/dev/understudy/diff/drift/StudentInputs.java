package dev.understudy.diff.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.diff.label.LabelPlaces;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a student's folder says of the inputs it was trained on, read without the student itself.
 *
 * @param profile how they are spread
 * @param prompts the templates they were made from
 * @param label where its teacher's answers have their labels, or null where that is not known
 */
public record StudentInputs(InputProfile profile, Prompts prompts, @Nullable LabelSettings label) {
  /** The member of a profile made from captures that says where answers have their labels. */
  public static final String PICK = "label";

  private static final String FILE = "student.json";
  private static final String PROMPTS = "prompts.json";
  private static final JsonMapper MAPPER = new JsonMapper();

  public StudentInputs {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(prompts, "prompts");
  }

  /**
   * Reads a student's folder, or its {@code student.json}, beside which {@code prompts.json} may
   * lie.
   *
   * @throws IOException if it cannot be read, or has no profile; the message names the file and the
   *     remedy
   */
  public static StudentInputs read(Path student) throws IOException {
    Path file = Files.isDirectory(student) ? student.resolve(FILE) : student;
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          "%s: no such file; name a student's folder or its %s".formatted(file, FILE));
    }
    JsonNode description = tree(file);
    JsonNode inputs = description.path("inputs");
    if (!inputs.isObject()) {
      throw new IOException(
          "%s: has no profile of its inputs; train the student again".formatted(file));
    }
    try {
      return new StudentInputs(
          InputProfileJson.read(inputs),
          PromptsFile.readOrNone(promptsBeside(file)),
          label(description));
    } catch (IllegalArgumentException wrong) {
      throw new IOException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** Where the templates of a student lie whose {@code student.json} that is, if it has any. */
  public static Path promptsBeside(Path file) {
    return file.resolveSibling(PROMPTS);
  }

  /**
   * Said by a profile made from captures; else found in the answers that a classifier gives for its
   * labels, which are its teacher's.
   */
  private static @Nullable LabelSettings label(JsonNode description) {
    String pick = description.path("inputs").path(PICK).asText("");
    if (!pick.isEmpty()) {
      return any(
          pick.startsWith("/") ? new LabelSettings.Json(pick) : new LabelSettings.Regex(pick));
    }
    Map<String, String> answers = new LinkedHashMap<>();
    for (JsonNode each : description.at("/classifier/labels")) {
      answers.put(each.path("label").asText(), each.path("answer").asText());
    }
    return answers.isEmpty() ? null : LabelPlaces.in(answers).map(StudentInputs::any).orElse(null);
  }

  private static LabelSettings any(LabelSettings.Where place) {
    return new LabelSettings(place, List.of());
  }

  /**
   * Reads labels of the teacher's answers.
   *
   * @param otherwise how they are read where the student does not tell, or null
   * @return null where the profile has no labels, or nobody tells where answers have them
   */
  public @Nullable LabelReader labels(@Nullable LabelReader otherwise) {
    if (profile.names(Feature.LABEL) == null) {
      return null;
    }
    return label == null ? otherwise : LabelReader.of(label);
  }

  private static JsonNode tree(Path file) throws IOException {
    try {
      return MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException broken) {
      throw new IOException(
          "%s:%d:%d: this is no JSON"
              .formatted(
                  file, broken.getLocation().getLineNr(), broken.getLocation().getColumnNr()),
          broken);
    }
  }

  /** The same, as if nothing were known of the labels. */
  public StudentInputs withoutLabels() {
    return new StudentInputs(profile.without(Feature.LABEL), prompts, null);
  }

  /** Reads requests as those of the training set were read. */
  public InputReader reader() {
    return new InputReader(prompts);
  }
}
