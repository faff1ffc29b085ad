package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.redaction.CapturesRedact;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What rules would have taken out of what a gateway captured in clear. */
class CapturesRedactTest {
  private static final String REQUEST =
      """
      {"model": "gpt-4", "messages": [{"role": "user", "content": "Please write to \
      ann.example@mail.example.com about order C-123456."}]}""";

  @TempDir Path folder;
  private Path captures;

  private record Ran(int status, String out, String err) {}

  @BeforeEach
  void captureInClear() throws Exception {
    captures = folder.resolve("captures");
    try (ScriptedTeacher teacher = ScriptedTeacher.that(Rehearsed.saying("bob@example.org knows"));
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      gateway.ask(REQUEST);
      gateway.ask(Rehearsed.REQUEST);
      assertThat(gateway.rows()).hasSize(2);
    }
  }

  private Ran run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new CapturesRedact())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Ran(status, out.toString(), err.toString());
  }

  @Test
  void allThatCanBeFoundIsToldByRouteAndKindAndNeverShown() {
    Ran ran = run(captures.toString(), "--dry-run");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("default: 2 of 2 exchanges would be changed")
        .containsPattern("EMAIL +3")
        .contains("Please write to <EMAIL_1> about order C-123456.")
        .doesNotContain("ann.example")
        .doesNotContain("bob@");
  }

  @Test
  void rulesSayWhatWouldBeTakenOut() throws IOException {
    Path rules =
        Files.writeString(
            folder.resolve("some-rules.yaml"),
            """
            version: 1
            upstreams: {a: {url: "http://a"}}
            routes:
              - name: default-like
                match: {path: /v1/chat/completions}
                teacher: a
                capture: {redact: {find: [], patterns: {ORDER: "C-[0-9]{6}"}}}
            """);
    Path settings =
        Files.writeString(
            folder.resolve("other.yaml"),
            "teacher: http://a\ncapture: {redact: {find: [], patterns: {ORDER: \"C-[0-9]{6}\"}}}\n");

    Ran unnamed = run(captures.toString(), "--dry-run", "--rules", rules.toString(), "--json");
    Ran usual = run(captures.toString(), "--dry-run", "--config", settings.toString(), "--json");

    assertThat(unnamed.out())
        .isEqualTo(
            "{\"default\":{\"exchanges\":2,\"changed\":0,\"unredactable\":0,\"hits\":{}}}\n");
    assertThat(usual.out())
        .isEqualTo(
            "{\"default\":{\"exchanges\":2,\"changed\":1,\"unredactable\":0,"
                + "\"hits\":{\"ORDER\":1}}}\n");
  }

  @Test
  void nothingIsEverRedactedAfterwards() {
    Ran ran = run(captures.toString());

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("expected --dry-run: captures are redacted before they are stored, not after");
  }

  @Test
  void problemsOfRulesAreTold() throws IOException {
    Path rules = Files.writeString(folder.resolve("broken.yaml"), "version: 2\n");

    Ran ran = run(captures.toString(), "--dry-run", "--rules", rules.toString());

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("broken.yaml:1:10: version must be 1, got '2'");
  }
}
