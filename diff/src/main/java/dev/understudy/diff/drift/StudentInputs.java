package dev.understudy.diff.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What a student's folder says of the inputs it was trained on, read without the student itself.
 *
 * @param profile how they are spread
 * @param prompts the templates they were made from
 */
public record StudentInputs(InputProfile profile, Prompts prompts) {
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
    JsonNode inputs = tree(file).path("inputs");
    if (!inputs.isObject()) {
      throw new IOException(
          "%s: has no profile of its inputs; train the student again".formatted(file));
    }
    try {
      return new StudentInputs(
          InputProfileJson.read(inputs), PromptsFile.readOrNone(promptsBeside(file)));
    } catch (IllegalArgumentException wrong) {
      throw new IOException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** Where the templates of a student lie whose {@code student.json} that is, if it has any. */
  public static Path promptsBeside(Path file) {
    return file.resolveSibling(PROMPTS);
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

  /** Reads requests as those of the training set were read. */
  public InputReader reader() {
    return new InputReader(prompts);
  }
}
