package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.practice.PracticeTeacher;
import dev.understudy.rules.yaml.HostPort;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Recorded traffic asked again, through a gateway, of a teacher that knows some of the answers. */
class ReplayTest {
  private static final String KNOWN =
      """
      {"id":"one","model":"m","messages":[{"role":"user","content":"a"}],"answer":"0","gold":{"is_bad":1}}
      {"model":"m","messages":[{"role":"user","content":"b"}],"answer":"1"}
      """;
  private static final String UNKNOWN =
      """
      {"model":"m","messages":[{"role":"user","content":"nobody knows"}]}
      """;

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void whatWasAskedOnceIsOnTheRecordWithWhatPeopleSaid() throws Exception {
    Path requests = Files.writeString(folder.resolve("requests.jsonl"), KNOWN);
    try (TestGateway gateway = TestGateway.inFrontOf(teacher(), folder)) {
      Run run =
          run(
              "--requests",
              requests.toString(),
              "--to",
              gateway.url("/v1").toString(),
              "--header",
              "x-app=shop",
              "--metadata",
              "batch=b",
              "--correct");

      assertThat(run).isEqualTo(new Run(0, "2 requests: 2 answered, 1 corrected, 0 failed\n", ""));
      assertThat(gateway.rows())
          .extracting(row -> row.get("app") + " " + body(row))
          .containsExactlyInAnyOrder(
              "shop {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],"
                  + "\"metadata\":{\"batch\":\"b\",\"id\":\"one\"}}",
              "shop {\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"b\"}],"
                  + "\"metadata\":{\"batch\":\"b\"}}");
      assertThat(gateway.rows("feedback"))
          .extracting(row -> String.valueOf(row.get("correction")))
          .containsExactly("{\"is_bad\":1}");
    }
  }

  @Test
  void whoAnsweredHowManyRightlyIsToldWhereLabelsAreKnown() throws Exception {
    String labelled =
        """
        {"model":"m","messages":[{"role":"user","content":"a"}],"answer":"```json\\n{\\"is_bad\\": 1}\\n```","gold":{"is_bad":1}}
        {"model":"m","messages":[{"role":"user","content":"b"}],"answer":"{\\"is_bad\\":0}","gold":{"is_bad":1}}
        {"model":"m","messages":[{"role":"user","content":"c"}],"answer":"no label","gold":{"is_bad":0}}
        {"model":"m","messages":[{"role":"user","content":"d"}],"answer":"{\\"is_bad\\":0}"}
        """;
    Path requests = Files.writeString(folder.resolve("requests.jsonl"), labelled);
    try (TestGateway gateway = TestGateway.inFrontOf(teacher(labelled), folder)) {
      String base = gateway.url("/v1").toString();

      Run run = run("--requests", requests.toString(), "--to", base, "--label", "/is_bad");

      assertThat(run)
          .isEqualTo(
              new Run(
                  0,
                  """
                  4 requests: 4 answered, 0 corrected, 0 failed
                    answered by  requests    share  with a gold label   right
                    teacher             4  100.0 %                  3  33.3 %
                    all                 4  100.0 %                  3  33.3 %
                  """,
                  ""));
    }
  }

  @Test
  void placeOfLabelsMustBeAPointer() throws Exception {
    Path requests = Files.writeString(folder.resolve("requests.jsonl"), KNOWN);

    Run run = run("--requests", requests.toString(), "--label", "is_bad");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("--label: expected a JSON pointer such as /is_bad, found 'is_bad'\n");
  }

  @Test
  void requestWithoutAnAnswerIsToldAndTheOthersGoOn() throws Exception {
    Path requests = Files.writeString(folder.resolve("requests.jsonl"), UNKNOWN + KNOWN);
    try (TestGateway gateway = TestGateway.inFrontOf(teacher(), folder)) {
      String base = gateway.url("/v1").toString();

      Run run = run("--requests", requests.toString(), "--to", base);

      assertThat(run)
          .isEqualTo(
              new Run(
                  1,
                  "3 requests: 2 answered, 0 corrected, 1 failed\n",
                  "first trouble: " + base + "/chat/completions answered 404\n"));
    }
  }

  @Test
  void lineThatIsWrongIsToldBeforeAnythingIsAsked() throws Exception {
    Path requests = Files.writeString(folder.resolve("requests.jsonl"), KNOWN + "{}\n");

    Run run = run("--requests", requests.toString());

    assertThat(run)
        .isEqualTo(
            new Run(
                1,
                "",
                requests
                    + ":3: expected an object whose messages are a list of at least one, found"
                    + " nothing\n"));
  }

  @Test
  void headerThatCannotBeSentIsRefusedWithoutItsValue() throws Exception {
    Path requests = Files.writeString(folder.resolve("requests.jsonl"), KNOWN);

    Run run = run("--requests", requests.toString(), "--header", "authorization=secret\r\n");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("--header authorization: this name, or its value, cannot be sent as a header\n")
        .doesNotContain("secret");
  }

  @Test
  void fileThatIsNotThereIsTold() {
    Path missing = folder.resolve("missing.jsonl");

    assertThat(run("--requests", missing.toString()))
        .isEqualTo(new Run(1, "", missing + ": there is no such file\n"));
  }

  private URI teacher() {
    return teacher(KNOWN);
  }

  private URI teacher(String answers) {
    PracticeTeacher teacher =
        PracticeTeacher.start(
                vertx,
                "answers",
                new StringReader(answers),
                Duration.ZERO,
                Double.POSITIVE_INFINITY,
                new HostPort("127.0.0.1", 0))
            .await();
    return URI.create("http://127.0.0.1:" + teacher.port() + "/v1");
  }

  private static String body(GenericRecord row) {
    return String.valueOf(row.get("request_body"));
  }

  private static Run run(String... options) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine all = Main.commandLine();
    all.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int status = all.execute(join(options));
    return new Run(status, out.toString(), err.toString());
  }

  private static String[] join(String... options) {
    List<String> all = new ArrayList<>(List.of("replay"));
    all.addAll(List.of(options));
    return all.toArray(String[]::new);
  }

  private record Run(int status, String out, String err) {}
}
