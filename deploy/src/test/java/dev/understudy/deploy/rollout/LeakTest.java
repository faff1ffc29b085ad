package dev.understudy.deploy.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Eventually;
import dev.understudy.sink.parquet.ExchangeRows;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything a client can say of itself beside its request's body, each with a marker of its own,
 * and no marker gets to a student, into a file, onto a page or into the log.
 *
 * <p>The exceptions, said explicitly: what stands on the documented allow-list of recorded headers
 * is recorded, and two of these go to students. So is the header named by {@code
 * capture.client.user}, which is another here than the one that carries the sticky key.
 */
class LeakTest {
  private static final List<String> SECRET =
      List.of(
          "Authorization",
          "aUTHorization",
          "X-Api-Key",
          "api-key",
          "x-aPI-kEY",
          "Cookie",
          "cookie",
          "OpenAI-Organization",
          "OpenAI-Project",
          "X-Goog-Api-Key",
          "X-Goog-User-Project",
          "X-Amz-Security-Token",
          "Proxy-Authorization",
          "Ocp-Apim-Subscription-Key",
          "X-Auth-Token",
          "Helicone-Auth",
          "X-Whatever",
          "X-Whatever",
          "x-tenant-internal",
          "X-Forwarded-For",
          "Forwarded",
          "Via",
          "Referer",
          "Origin",
          "X-Csrf-Token",
          "x-user-id-of-another");

  /** As docs/configuration.md has it; those that are also sent to students are the first two. */
  private static final List<String> RECORDED =
      List.of("openai-beta", "anthropic-beta", "user-agent", "x-request-id", "traceparent");

  private static final String ANSWER = new Question(1, false).answer("small", "no");

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final Map<String, String> recorded = new LinkedHashMap<>();
  private final StringBuilder head = new StringBuilder();

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void nothingTheClientSaysOfItselfGetsToAStudentOrIsKept() throws Exception {
    Model teacher = Model.that(vertx, Model.right("large"));
    try (RawStudent canary = RawStudent.that(200, ANSWER);
        RawStudent dark = RawStudent.that(200, ANSWER);
        RawStudent failing = RawStudent.that(500, "{}");
        Replica gateway = gateway(teacher.url(), canary.url(), dark.url(), failing.url())) {
      say();

      assertThat(ask(gateway.url(), "canary")).startsWith("HTTP/1.1 200").contains("\"small\"");
      assertThat(ask(gateway.url(), "dark")).startsWith("HTTP/1.1 200").contains("\"large\"");
      assertThat(ask(gateway.url(), "failing")).startsWith("HTTP/1.1 200").contains("\"large\"");
      assertThat(askWithPasswordInTheUrl(gateway.url())).startsWith("HTTP/1.1 400");

      for (RawStudent student : List.of(canary, dark, failing)) {
        String received = awaitOneRequest(student);
        assertNoSecretIn("what a student received", received);
        assertThat(received).contains(marker(recorded, "openai-beta"));
        assertThat(received).contains(marker(recorded, "anthropic-beta"));
        assertThat(received).doesNotContain(marker(recorded, "user-agent"));
        assertThat(received).doesNotContain(marker(recorded, "traceparent"));
      }
      assertThat(teacher.calls()).as("the teacher is asked for two").isEqualTo(2);
      Eventually.see(
          "the comparison",
          Duration.ofSeconds(30),
          () -> gateway.metric("understudy_comparisons_total"),
          compared -> compared == 1);
      for (String page :
          List.of("/metrics", "/captures", "/rules", "/routes", "/routes/dark/comparisons")) {
        String text = gateway.page(page);
        assertThat(text).as(page).isNotEmpty();
        assertNoSecretIn(page, text);
      }
      Eventually.see(
          "all records in the spool",
          Duration.ofSeconds(30),
          () -> gateway.metric("understudy_capture_spooled"),
          spooled -> spooled >= 5);
      assertThat(allFiles())
          .as("the spool has the request's body, and the ledger is there")
          .contains("question-7.", "rollouts.json");
      assertNoSecretIn("a file of the running gateway", allFiles());

      assertThat(gateway.process().terminate()).isZero();

      assertNoSecretIn("the log", gateway.process().said());
      assertNoSecretIn("a file that stays", allFiles());
      String rows = allRows();
      assertNoSecretIn("a row of the tables", rows);
      assertThat(rows).contains("question-7.", "canary", "shadow", "escalated");
      assertThat(recorded.values()).allSatisfy(marker -> assertThat(rows).contains(marker));
    }
  }

  /** Writes the head of the request, every line with a marker of its own. */
  private void say() {
    for (String name : SECRET) {
      String marker = marker();
      secrets.put(name + " " + secrets.size(), marker);
      boolean bearer = name.equalsIgnoreCase("authorization");
      head.append(name).append(bearer ? ": Bearer " : ": ").append(marker).append("\r\n");
    }
    for (String name : RECORDED) {
      String marker = marker();
      recorded.put(name, marker);
      head.append(name).append(": ").append(marker).append("\r\n");
    }
    String basic = Base64.getEncoder().encodeToString((marker() + ":password").getBytes(UTF_8));
    secrets.put("basic authorization", basic);
    head.append("Authorization: Basic ").append(basic).append("\r\n");
    for (String where : List.of("query key", "query access_token", "password in the URL")) {
      secrets.put(where, marker());
    }
    secrets.put("sticky key", marker());
    head.append("x-user-id: ").append(marker(secrets, "sticky key")).append("\r\n");
  }

  private static String marker() {
    return "m" + UUID.randomUUID().toString().replace("-", "");
  }

  private static String marker(Map<String, String> all, String name) {
    String marker = all.get(name);
    if (marker == null) {
      throw new IllegalStateException("no marker for " + name);
    }
    return marker;
  }

  private void assertNoSecretIn(String where, String text) {
    secrets.forEach(
        (name, marker) -> assertThat(text.contains(marker)).as("%s in %s", name, where).isFalse());
  }

  private String ask(URI gateway, String app) throws IOException {
    String target =
        "/v1/chat/completions?key=%s&access_token=%s"
            .formatted(marker(secrets, "query key"), marker(secrets, "query access_token"));
    return ask(gateway, app, target);
  }

  private String askWithPasswordInTheUrl(URI gateway) throws IOException {
    String password = marker(secrets, "password in the URL");
    return ask(gateway, "dark", "http://user:" + password + "@gateway/v1/chat/completions");
  }

  private String ask(URI gateway, String app, String target) throws IOException {
    String body = new Question(7, false).body();
    String request =
        """
        POST %s HTTP/1.1
        Host: gateway
        x-app: %s
        Content-Type: application/json
        Connection: close
        Content-Length: %d
        """
                .formatted(target, app, body.length())
                .replace("\n", "\r\n")
            + head
            + "\r\n"
            + body;
    try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String awaitOneRequest(RawStudent student) throws Exception {
    return String.join(
        "",
        Eventually.see(
            "one request at the student",
            Duration.ofSeconds(30),
            student::received,
            received -> received.size() == 1));
  }

  private String allFiles() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files("")) {
      all.append(file).append('\n');
      all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  /** Every value of every column of every table. */
  private String allRows() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : files(".parquet")) {
      try (Stream<GenericRecord> rows = ExchangeRows.read(file)) {
        rows.forEach(row -> all.append(row).append('\n'));
      }
    }
    return all.toString();
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(
          files.filter(Files::isRegularFile).filter(f -> f.toString().endsWith(ending)).toList());
    }
  }

  private Replica gateway(URI teacher, URI canary, URI dark, URI failing) throws Exception {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules,
        """
        version: 1
        upstreams:
          canary: {url: "%s"}
          dark: {url: "%s"}
          failing: {url: "%s"}
        routes:
        """
                .formatted(canary, dark, failing)
            + route("canary", "canary", "header:x-user-id")
            + route("dark", "dark", "api-key")
            + route("failing", "canary", "header:x-user-id"));
    String further =
        """
          client: {user: x-nobody}
        log: {level: debug}
        """;
    return Replica.start(folder, "gateway", teacher, rules, further);
  }

  private static String route(String name, String launch, String sticky) {
    return """
      - name: %1$s
        match: {path: /v1/chat/completions, headers: {x-app: %1$s}}
        teacher: teacher
        student: %1$s
        sticky: %3$s
        launch: {%2$s: {share: 100%%}}
        gate: {failed: {max: 5%%}}
    """
        .formatted(name, launch, sticky);
  }
}
