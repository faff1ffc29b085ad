package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code understudy rules check} opens what rules name as the gateway does. */
class RulesCheckTest {
  @TempDir Path folder;
  private Path rules = Path.of("");

  @BeforeEach
  void writeRules() throws Exception {
    rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            """
            version: 1
            upstreams:
              gpt: {url: "https://big.example/v1"}
              small: {url: "http://small.example/v1"}
            routes:
              - name: moderation
                teacher: gpt
                student: small
                launch:
                  hybrid:
                    trained_on: student.json
                    check: {schema: answer.schema.json}
                drift: {profile: student.json}
            """);
  }

  @Test
  void filesThatCanBeUsedAreNoProblem() throws Exception {
    TrainedStudent.write(folder.resolve("student.json"), TrainedStudent.ENGLISH);
    Files.writeString(folder.resolve("answer.schema.json"), "{\"type\": \"object\"}");
    StringWriter err = new StringWriter();

    assertThat(check(err)).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void filesThatCannotBeUsedAreProblemsWhereTheyAreNamed() throws Exception {
    Files.writeString(folder.resolve("student.json"), "{}");
    Files.writeString(folder.resolve("answer.schema.json"), "7");
    StringWriter err = new StringWriter();

    assertThat(check(err)).isEqualTo(1);
    assertThat(err.toString().replace(folder + "/", ""))
        .isEqualTo(
            """
            rules.yaml:11:21: launch.hybrid.trained_on: student.json: has no profile of its inputs; train the student again
            rules.yaml:12:25: launch.hybrid.check.schema: the schema answer.schema.json cannot be used: a JSON Schema is an object or a truth value, got NUMBER
            rules.yaml:13:22: drift.profile: student.json: has no profile of its inputs; train the student again
            3 problems
            """);
  }

  private int check(StringWriter err) {
    return Main.commandLine()
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(err))
        .execute("rules", "check", rules.toString());
  }
}
