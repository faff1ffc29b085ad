package dev.understudy.rules.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.RulesSchema;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  @TempDir private Path folder;

  @Test
  void rulesThatAreFineAreSummedUp() throws Exception {
    Path file =
        CommandRun.file(
            folder,
            "rules.yaml",
            """
            version: 1
            upstreams:
              gpt-4: {url: "https://big.example/v1"}
              small: {url: "http://small.example/v1"}
            routes:
              - name: moderation
                match: {path: /v1/chat/completions}
                teacher: gpt-4
                student: small
                sticky: header:x-user-id
                launch:
                  canary: {share: 5%, steps: [5%, 25%]}
                  dark: {share: 20%, echo: 2%}
                gate: {different: {max: 5%}, slower: {max: 1.2x}, on_harm: roll_back, on_pass: promote}
            """);

    CommandRun run = CommandRun.of("check", file);

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", " | ").strip()))
        .satisfiesExactly(
            line -> assertThat(line).matches(".*rules\\.yaml: fine \\(version [0-9a-f]{12}\\)"),
            line -> assertThat(line).isEmpty(),
            line ->
                assertThat(line).isEqualTo("| route | teacher | student | launch | sticky | gate"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "| moderation | gpt-4 | small | canary 5% (steps 5%, 25%), dark 20%,"
                            + " echo 2% | header:x-user-id | different <= 5%, slower <= 1.2x:"
                            + " roll back or promote"),
            line -> assertThat(line).isEqualTo("| default | gpt-4 | - | teacher | - | -"));
  }

  @Test
  void filesThatTheRulesNameAreOpenedAndWhatIsWrongWithThemIsToldWhereTheyAreNamed()
      throws Exception {
    CommandRun.file(folder, "student.json", "{}");
    CommandRun.file(folder, "router.json", "{\"format\": \"understudy-router\", \"version\": 1}");
    CommandRun.file(folder, "schema.json", "[]");
    CommandRun.file(folder, "fine.json", "{\"type\": \"object\"}");
    Path file =
        CommandRun.file(
            folder,
            "rules.yaml",
            """
            version: 1
            upstreams:
              gpt-4: {url: "https://big.example/v1"}
              small: {url: "http://small.example/v1"}
            routes:
              - name: moderation
                teacher: gpt-4
                student: small
                launch:
                  hybrid:
                    easy: {router: router.json}
                    trained_on: student.json
                    check: {schema: schema.json}
                compare: {schema: fine.json}
                guard: {check: {schema: schema.json}}
                drift: {profile: student.json}
            """);

    CommandRun run = CommandRun.of("check", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().replace(folder + "/", ""))
        .isEqualTo(
            """
            rules.yaml:11:24: launch.hybrid.easy.router: router.json: its content does not fit its sha256: it was changed; copy it again from where it was made, or make it again: understudy router fit
            rules.yaml:12:21: launch.hybrid.trained_on: student.json: has no word; train the student again
            rules.yaml:13:25: launch.hybrid.check.schema: the schema schema.json cannot be used: it has no type
            rules.yaml:15:29: guard.check.schema: the schema schema.json cannot be used: it has no type
            rules.yaml:16:22: drift.profile: student.json: has no word; train the student again
            5 problems
            """);
  }

  @Test
  void everyProblemIsToldWithItsPlaceAndNothingElse() throws Exception {
    Path file =
        CommandRun.file(
            folder,
            "rules.yaml",
            """
            version: 1
            upstreams:
              big: {url: "https://big.example"}
            routes:
              - {name: a, teacher: bigg}
              - {name: b, teacher: big, colour: red}
            """);

    CommandRun run = CommandRun.of("check", file);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(file + ":5:")
        .contains("no upstream named 'bigg'; defined: big")
        .contains(file + ":6:")
        .contains("colour")
        .endsWith("2 problems" + System.lineSeparator());
  }

  @Test
  void theTeacherGivenAtStartCountsAsAnUpstream() throws Exception {
    Path file =
        CommandRun.file(
            folder,
            "rules.yaml",
            "version: 1\nroutes:\n  - {name: all-chat, match: {path: /v1/c*}, teacher: teacher}\n");

    assertThat(CommandRun.of("check", file).status()).isEqualTo(1);
    assertThat(CommandRun.of("check", file, "--teacher", "https://t.example").out())
        .containsSubsequence("all-chat", "teacher", "default", "teacher");
  }

  @Test
  void aWrongCommandLineIsToldApart() {
    assertThat(CommandRun.of("check").status()).isEqualTo(2);
    assertThat(CommandRun.of().err()).contains("expected check, explain, preview or schema");
    assertThat(CommandRun.of("check", "x", "--teacher", "ftp://x").status()).isEqualTo(2);
  }

  @Test
  void theSchemaIsPrintedAsItIs() {
    CommandRun run = CommandRun.of("schema");

    assertThat(run.status()).isZero();
    assertThat(run.out()).isEqualTo(RulesSchema.text()).contains("\"canary\"");
  }

  @Test
  void aFileThatIsMissingIsAProblem() {
    CommandRun run = CommandRun.of("check", folder.resolve("none.yaml"));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("none.yaml").endsWith("1 problem" + System.lineSeparator());
  }
}
