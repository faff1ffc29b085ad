package dev.understudy.gateway.named;

import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.rules.decision.Familiarity;
import dev.understudy.rules.named.ForeignFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads students' descriptions and JSON Schemas, as the gateway uses them. Thread-safe. */
public final class StudentFiles implements ForeignFiles {
  @Override
  public Familiarity trained(Path student) throws IOException {
    return new TrainedInputs(StudentInputs.read(student));
  }

  @Override
  public void checkSchema(Path schema) throws IOException {
    try {
      AnswerSchema.of(Files.readString(schema));
    } catch (IllegalArgumentException unusable) {
      throw new IOException(
          "the schema %s cannot be used: %s".formatted(schema, unusable.getMessage()), unusable);
    }
  }
}
