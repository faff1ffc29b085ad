package dev.understudy.deploy.watching;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.deploy.running.EmbeddedS3;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.deploy.running.GatewayProcess;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A gateway to which nearly everything happens that can be counted. */
final class BusyGateway {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private BusyGateway() {}

  /** Starts one, keeps it busy, and answers its page of metrics once all of it was counted. */
  static String metrics(Path folder, List<String> awaited) throws Exception {
    Vertx vertx = Vertx.vertx();
    EmbeddedS3 store = new EmbeddedS3();
    try {
      Upstream large = new Upstream(vertx, "large-1", "mail me: a.person@example.com", 200);
      Upstream small = new Upstream(vertx, "small-1", "no", 200);
      Upstream broken = new Upstream(vertx, "small-2", "oops", 500);
      writeProfile(folder.resolve("student.json"));
      Path settings =
          WatchedGateway.settings(
              folder,
              rules(large, small, broken),
              """
              tracing: {endpoint: "http://127.0.0.1:1", sample: 100%}
              """);
      Files.writeString(
          settings,
          Files.readString(settings)
              .replace(
                  "store: captures,",
                  "store: \"s3://" + EmbeddedS3.BUCKET + "/u\", spool: spool,"));
      try (GatewayProcess gateway = GatewayProcess.configuredBy(settings, store.environment())) {
        keepBusy(gateway.url());
        collectGarbage(gateway.pid());
        return Eventually.see(
            "everything counted",
            Duration.ofSeconds(30),
            () -> page(gateway.admin()),
            page -> awaited.stream().allMatch(page::contains));
      }
    } finally {
      store.stop();
      vertx.close().await();
    }
  }

  private static void keepBusy(URI gateway) throws Exception {
    for (String route : List.of("canary", "failing", "hybrid", "refusing", "unrecorded")) {
      for (int i = 0; i < 12; i++) {
        WatchedGateway.ask(gateway, "x-case", route, "x-user-id", "user-" + i);
      }
    }
    HttpRequest notACall =
        HttpRequest.newBuilder(gateway.resolve("/v1/models"))
            .headers("x-case", "failing", "x-user-id", "user-1")
            .build();
    CLIENT.send(notACall, HttpResponse.BodyHandlers.discarding());
  }

  private static void collectGarbage(long pid) throws Exception {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    int status =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException("jcmd GC.run ended with " + status);
    }
  }

  private static String page(URI admin) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(admin.resolve("/metrics")).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String rules(Upstream large, Upstream small, Upstream broken) {
    return """
        version: 1
        upstreams:
          large: {url: "%s", credentials: forward}
          small: {url: "%s", credentials: none}
          broken: {url: "%s", credentials: none}
        routes:
          - name: canary
            match: {headers: {x-case: canary}}
            teacher: large
            student: small
            sticky: header:x-user-id
            launch: {canary: {share: 50%%}, dark: {share: 100%%, echo: 100%%}}
            gate: {different: {max: 5%%}, failed: {max: 1%%}, on_harm: hold}
            guard: {on_fail: count, check: {matches: "^mail", moderation: small}}
            drift: {profile: student.json}
            capture: {redact: all}
          - name: failing
            match: {headers: {x-case: failing}}
            teacher: large
            student: broken
            sticky: header:x-user-id
            launch: {canary: {share: 100%%}}
          - name: hybrid
            match: {headers: {x-case: hybrid}}
            teacher: large
            student: small
            sticky: header:x-user-id
            launch: {hybrid: {check: {matches: "^mail"}}}
          - name: refusing
            match: {headers: {x-case: refusing}}
            teacher: large
            guard: {on_fail: refuse, check: {matches: "^no"}}
          - name: unrecorded
            match: {headers: {x-case: unrecorded}}
            teacher: large
            capture: {sample: 0%%}
          - name: rest
            teacher: large
        """
        .formatted(large.url(), small.url(), broken.url());
  }

  /** The description of a student that was trained on short questions. */
  private static void writeProfile(Path file) throws Exception {
    InputReader reader = new InputReader(Prompts.NONE);
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      List<Turn> asked = List.of(Turn.of("user", "is the page of that person bad " + i % 17));
      rows.add(new ProfileDraft.Row("row-" + i, reader.read(asked, false)));
    }
    JsonMapper json = new JsonMapper();
    ObjectNode student = json.createObjectNode();
    student.set("inputs", InputProfileJson.write(ProfileDraft.of(rows)));
    Files.writeString(file, student.toString());
  }
}
