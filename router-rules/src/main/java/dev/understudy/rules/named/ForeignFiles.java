package dev.understudy.rules.named;

import dev.understudy.rules.decision.Familiarity;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Opens those of the files that rules name whose formats are known elsewhere: students'
 * descriptions and JSON Schemas. Any thread may ask.
 */
public interface ForeignFiles {
  /**
   * What a student was trained for, and that its description can be watched for drift.
   *
   * @param student its {@code student.json}, beside which {@code prompts.json} may lie
   * @throws IOException if that cannot be read or does not say; the message names the file and the
   *     remedy
   */
  Familiarity trained(Path student) throws IOException;

  /**
   * Makes sure that answers can be held against a schema.
   *
   * @throws IOException if it cannot be read or is no JSON Schema; the message names the file
   */
  void checkSchema(Path schema) throws IOException;
}
