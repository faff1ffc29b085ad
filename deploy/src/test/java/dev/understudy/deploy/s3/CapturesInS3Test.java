package dev.understudy.deploy.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.Caller;
import dev.understudy.deploy.running.EmbeddedS3;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.deploy.running.GatewayProcess;
import dev.understudy.deploy.running.ProgramJvm;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real gateways that capture into S3, and the program's own commands that read it there. */
class CapturesInS3Test {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PLACE = "s3://" + EmbeddedS3.BUCKET + "/understudy";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final Caller caller = new Caller();
  private EmbeddedS3 s3;
  private URI teacher;

  @BeforeEach
  void startBoth() throws Exception {
    s3 = new EmbeddedS3();
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> // answers once it was asked all: what comes later is in no record
                request
                        .body()
                        .onSuccess(
                            asked ->
                                request
                                    .response()
                                    .putHeader("content-type", "application/json")
                                    .end("{\"choices\":[{\"message\":{\"content\":\"yes\"}}]}")))
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    teacher = URI.create("http://127.0.0.1:" + port + "/v1");
  }

  @AfterEach
  void stopBoth() throws Exception {
    vertx.close().await();
    s3.stop();
  }

  @Test
  void whatClientsReceivedIsInTheBucketOnceThroughKillsAndTheCommandsReadItThere()
      throws Exception {
    int answered = 0;
    Path settings = settings("one", "");
    for (int kill = 0; kill < 3; kill++) {
      try (GatewayProcess gateway = GatewayProcess.configuredBy(settings, s3.environment())) {
        for (int i = 0; i < 40; i++) {
          answered += ask(gateway.url(), "ann-" + i % 4) == 200 ? 1 : 0;
        }
        gateway.kill();
      }
    }
    try (GatewayProcess last = GatewayProcess.configuredBy(settings, s3.environment())) {
      assertThat(last.terminate()).as(last.said()).isZero();
    }

    assertThat(answered).isEqualTo(120);
    Ran listed = run("captures", "list", PLACE, "--json", "--limit", "1000");
    assertThat(listed.status).as(listed.err).isZero();
    assertThat(
            listed
                .out
                .lines()
                .map(line -> line.replaceAll(".*\"exchange_id\":\"([^\"]+)\".*", "$1")))
        .doesNotHaveDuplicates()
        .hasSize(120);

    Ran erased = run("captures", "erase", PLACE, "--user", "ann-1");
    assertThat(erased.status).as(erased.out + erased.err).isZero();
    Ran after = run("captures", "list", PLACE, "--json", "--limit", "1000");
    assertThat(after.out.lines()).hasSize(90).noneMatch(line -> line.contains("ann-1"));
  }

  @Test
  void twoGatewaysSeeEachOthersRollBacksByTheBucket() throws Exception {
    String rules =
        """
        version: 1
        upstreams: {small: {url: "%s"}}
        routes:
          - name: all
            teacher: teacher
            student: small
            sticky: header:x-user-id
            launch: {canary: {share: 50%%}}
            gate: {failed: {max: 5%%}}
        """
            .formatted(teacher);
    Files.writeString(folder.resolve("rules.yaml"), rules);
    try (GatewayProcess one =
            GatewayProcess.configuredBy(settings("one", "rules: rules.yaml"), s3.environment());
        GatewayProcess two =
            GatewayProcess.configuredBy(settings("two", "rules: rules.yaml"), s3.environment())) {
      caller.call(
          "POST", one.admin().resolve("/routes/all/roll-back"), "{\"reason\": \"complaints\"}");

      Eventually.see(
          "the other gateway's share",
          SOON,
          () -> caller.get(two.admin().resolve("/routes/all")),
          seen -> seen.contains("rolled_back"));
    }
  }

  @Test
  void whatOneGatewayPutsIntoTheBucketIsShownByTheOther() throws Exception {
    try (GatewayProcess one = GatewayProcess.configuredBy(settings("one", ""), s3.environment());
        GatewayProcess two =
            GatewayProcess.configuredBy(
                settings("two", "console: {refresh: 1s}"), s3.environment())) {
      for (int i = 0; i < 10; i++) {
        assertThat(ask(one.url(), "ann-" + i)).isEqualTo(200);
      }
      assertThat(one.terminate()).as(one.said()).isZero();

      JsonObject seen =
          Eventually.see(
              "the other gateway's exchanges",
              SOON,
              () -> new JsonObject(caller.get(two.admin().resolve("/console/api/exchanges"))),
              shown -> shown.getJsonArray("exchanges").size() >= 10);

      assertThat(seen.getJsonArray("exchanges"))
          .hasSize(10)
          .allMatch(each -> ((JsonObject) each).getString("instance").equals("one"));
    }
  }

  @Test
  void anEditOfRulesIsTriedOnRequestsInTheBucketByTheCommandAndOnTheConsole() throws Exception {
    Path before = Files.writeString(folder.resolve("rules.yaml"), previewed("0%"));
    Path after = Files.writeString(folder.resolve("edited.yaml"), previewed("100%"));
    Path settings = settings("one", "rules: rules.yaml");
    try (GatewayProcess first = GatewayProcess.configuredBy(settings, s3.environment())) {
      for (int i = 0; i < 10; i++) {
        assertThat(ask(first.url(), "ann-" + i)).isEqualTo(200);
      }
      assertThat(first.terminate()).as(first.said()).isZero();
    }

    Ran ran = preview(before, after, PLACE);
    String onTheConsole;
    try (GatewayProcess second = GatewayProcess.configuredBy(settings, s3.environment())) {
      onTheConsole =
          caller.call(
              "POST",
              second.admin().resolve("/console/api/rules/preview"),
              new JsonObject().put("text", previewed("100%")).encode());
    }
    Ran noPlace = preview(before, after, "gs://x");

    assertThat(ran.status).as(ran.err).isZero();
    assertThat(ran.out)
        .startsWith("10 requests in 1 file over ")
        .contains("100.00% of requests would move.");
    assertThat(ran.err).startsWith("fetching 1 files of exchanges, ").contains(" from " + PLACE);
    JsonObject preview = new JsonObject(onTheConsole);
    assertThat(preview.getInteger("requests")).isEqualTo(10);
    assertThat(preview.getInteger("moved_requests")).isEqualTo(10);
    assertThat(preview.getBoolean("older_left_out")).isFalse();
    assertThat(noPlace.status).isEqualTo(2);
    assertThat(noPlace.err)
        .startsWith("store must be a folder or s3://bucket/prefix, got 'gs://x'");
  }

  private Ran preview(Path before, Path after, String captures) throws Exception {
    return run(
        "rules",
        "preview",
        before.toString(),
        after.toString(),
        "--teacher",
        teacher.toString(),
        "--captures",
        captures);
  }

  private String previewed(String share) {
    return """
        version: 1
        upstreams: {small: {url: "%s"}}
        routes:
          - name: all
            teacher: teacher
            student: small
            sticky: request
            launch: {canary: {share: %s}}
        """
        .formatted(teacher, share);
  }

  private Path settings(String instance, String more) throws Exception {
    return Files.writeString(
        folder.resolve(instance + ".yaml"),
        """
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        teacher: %s
        instance: %s
        %s
        capture: {store: "%s", spool: "%s-spool"}
        """
            .formatted(teacher, instance, more, PLACE, instance));
  }

  private int ask(URI gateway, String user) throws Exception {
    return caller
        .answer(
            "POST",
            gateway.resolve("/v1/chat/completions"),
            "{\"model\":\"m\",\"messages\":[]}",
            "x-user-id",
            user)
        .statusCode();
  }

  private record Ran(int status, String out, String err) {}

  /** Runs the program's own command. */
  private Ran run(String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, "ran", ".out");
    Path err = Files.createTempFile(folder, "ran", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(ProgramJvm.command(arguments))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(s3.environment());
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ran(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
