package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files, JSON and events, asked of a gateway that serves. */
class ConsoleApiTest {
  @TempDir Path folder;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Path rules = Path.of("");
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    rules = folder.resolve("rules.yaml");
    Files.writeString(rules, text("5%"));
    gateway =
        TestGateway.inFrontOf(URI.create("http://127.0.0.1:9/v1"), folder, "rules: rules.yaml");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static String text(String share) {
    return """
        version: 1
        upstreams:
          small: {url: "http://127.0.0.1:9/v1"}
        routes:
          - name: moderation
            match: {path: /v1/chat/completions}
            teacher: teacher
            student: small
            launch: {canary: {share: %s}, dark: {share: 10%%}}
            gate: {different: {max: 5%%}}
        """
        .formatted(share);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(gateway.gateway().adminPort(), path)));
  }

  private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder asked = request(path);
    if (headers.length > 0) {
      asked.headers(headers);
    }
    return client.send(asked.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private JsonObject json(String path) throws Exception {
    return new JsonObject(new String(get(path).body(), UTF_8));
  }

  private HttpResponse<String> post(String path, JsonObject body) throws Exception {
    return client.send(
        request(path).POST(HttpRequest.BodyPublishers.ofString(body.encode())).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> apply(String text, String version) throws Exception {
    return post(
        "/console/api/rules/apply",
        new JsonObject().put("text", text).put("version", version).put("reason", "a test"));
  }

  private String version() throws Exception {
    return json("/console/api/rules").getJsonObject("file").getString("version");
  }

  @Test
  void thePageAllowsNothingButItsOwnFiles() throws Exception {
    HttpResponse<byte[]> page = get("/console");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("content-security-policy"))
        .contains(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
                + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(new String(page.body(), UTF_8))
        .doesNotContain("<script>", "<style", "style=", "onclick", "http:", "https:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lib/preact.js",
        "lib/hooks.js",
        "lib/uplot.js",
        "lib/uplot.css",
        "main.js",
        "css/tokens.css",
        "icon.svg"
      })
  void filesAreCompressedAndSentAgainOnlyWhenTheyChanged(String name) throws Exception {
    HttpResponse<byte[]> plain = get("/console/" + name);
    HttpResponse<byte[]> packed = get("/console/" + name, "accept-encoding", "br, gzip");
    String tag = plain.headers().firstValue("etag").orElseThrow();
    HttpResponse<byte[]> again = get("/console/" + name, "if-none-match", tag);

    assertThat(plain.statusCode()).isEqualTo(200);
    assertThat(packed.headers().firstValue("content-encoding")).contains("gzip");
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void librariesNameEachOtherByPlace() throws Exception {
    assertThat(new String(get("/console/lib/hooks.js").body(), UTF_8))
        .contains("from\"./preact.js\"")
        .doesNotContain("from\"preact\"", "sourceMappingURL");
    assertThat(new String(get("/console/lib/preact.js").body(), UTF_8)).contains("export{");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/nothing.js",
        "/console/Console.class",
        "/console/../Main.class",
        "/console/%2e%2e/Main.js",
        "/console/lib/..%2fmain.js",
        "/console/api/nothing"
      })
  void nothingElseIsThere(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void theOverviewTellsHowRoutesStand() throws Exception {
    JsonObject overview = json("/console/api/overview");

    assertThat(overview.getString("instance")).isEqualTo("test");
    assertThat(overview.getJsonObject("rules").getString("version")).isEqualTo(version());
    JsonObject route = overview.getJsonArray("routes").getJsonObject(0);
    assertThat(route.getString("name")).isEqualTo("moderation");
    assertThat(route.getString("share")).isEqualTo("5%");
    assertThat(route.getString("state")).isEqualTo("running");
  }

  @Test
  void aRouteIsToldInFullWithItsMoves() throws Exception {
    post("/routes/moderation/pause", new JsonObject().put("reason", "to look at it"));

    JsonObject route = json("/console/api/routes/moderation?window=24h");

    assertThat(route.getJsonArray("moves").getJsonObject(0).getString("action")).isEqualTo("pause");
    assertThat(route.getJsonArray("moves").getJsonObject(0).getString("reason"))
        .isEqualTo("to look at it");
    assertThat(route.getJsonObject("cost").getJsonArray("unpriced"))
        .isEqualTo(new JsonArray().add("teacher").add("small"));
    assertThat(route.getJsonObject("shadow").getInteger("expected")).isZero();
  }

  @Test
  void whetherTheTeacherIsAskedTwiceIsToldBeforeAnyEchoCame() throws Exception {
    JsonObject without = json("/console/api/routes/moderation").getJsonObject("noise");
    apply(text("5%").replace("share: 10%", "share: 10%, echo: 2%"), version());

    JsonObject with = json("/console/api/routes/moderation").getJsonObject("noise");

    assertThat(without.getString("echo")).isNull();
    assertThat(with.getString("echo")).isEqualTo("2%");
    assertThat(with.getInteger("seen")).isZero();
  }

  @Test
  void unknownRoutesAndWindowsAreSaidSo() throws Exception {
    HttpResponse<byte[]> route = get("/console/api/routes/other");
    HttpResponse<byte[]> window = get("/console/api/routes/moderation?window=2h");

    assertThat(route.statusCode()).isEqualTo(404);
    assertThat(new String(route.body(), UTF_8))
        .isEqualTo("{\"error\":\"no route of that name; routes: moderation, default\"}");
    assertThat(window.statusCode()).isEqualTo(400);
    assertThat(new String(window.body(), UTF_8))
        .isEqualTo("{\"error\":\"expected window=1h or window=24h, got '2h'\"}");
  }

  @Test
  void eventsTellAtOnceAndAfterEachMove() throws Exception {
    HttpResponse<InputStream> events =
        client.send(
            request("/console/api/events").build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = events.body()) {
      assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
      assertThat(shareTold(in)).isEqualTo("5%");

      post("/routes/moderation/roll-back", new JsonObject());

      assertThat(shareTold(in)).isEqualTo("0%");
    }
  }

  /** The share in the next event that tells of routes. */
  private static String shareTold(InputStream events) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int next = events.read(); next >= 0; next = events.read()) {
      if (next != '\n') {
        line.append((char) next);
      } else if (line.toString().startsWith("data: ")) {
        return new JsonObject(line.substring("data: ".length()))
            .getJsonArray("routes")
            .getJsonObject(0)
            .getString("share");
      } else {
        line.setLength(0);
      }
    }
    throw new AssertionError("events ended");
  }

  @Test
  void noMoreThanSomeWindowsOfOneCallerListenAtATime() throws Exception {
    List<InputStream> open = new ArrayList<>();
    try {
      for (int i = 0; i < 8; i++) {
        open.add(
            client
                .send(
                    request("/console/api/events").build(),
                    HttpResponse.BodyHandlers.ofInputStream())
                .body());
      }

      HttpResponse<byte[]> further = get("/console/api/events");

      assertThat(further.statusCode()).isEqualTo(503);
      assertThat(new String(further.body(), UTF_8))
          .contains("8 windows of 127.0.0.1 listen already; close some");
    } finally {
      for (InputStream each : open) {
        each.close();
      }
    }
  }

  @Test
  void aTextIsCheckedWithTheProblemsPlaces() throws Exception {
    HttpResponse<String> checked =
        post(
            "/console/api/rules/check",
            new JsonObject().put("text", text("5%").replace("share: 10%", "sahre: 10%")));

    JsonArray problems = new JsonObject(checked.body()).getJsonArray("problems");
    assertThat(problems.getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("line", 9)
                .put("column", 41)
                .put("message", "launch.dark.share is required"));
    assertThat(problems.getJsonObject(1).getInteger("column")).isEqualTo(42);
    assertThat(problems.getJsonObject(1).getString("message")).contains("unknown key 'sahre'");
    assertThat(rules).content().isEqualTo(text("5%"));
  }

  @Test
  void anEditIsPutInPlaceAndInForceWithWhatWasBeforeBesideIt() throws Exception {
    Files.setPosixFilePermissions(rules, PosixFilePermissions.fromString("rw-r-----"));

    HttpResponse<String> applied = apply(text("25%"), version());

    assertThat(applied.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(applied.body()).getString("outcome")).isEqualTo("in_force");
    assertThat(rules).content().isEqualTo(text("25%"));
    assertThat(folder.resolve("rules.yaml.bak")).content().isEqualTo(text("5%"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rules)))
        .isEqualTo("rw-r-----");
    assertThat(gateway.gateway().rulesVersion())
        .isEqualTo(new JsonObject(applied.body()).getString("version"));
    assertThat(
            json("/console/api/overview")
                .getJsonArray("routes")
                .getJsonObject(0)
                .getString("share"))
        .isEqualTo("25%");
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void anEditOfAnOlderFileIsNotPutInPlace() throws Exception {
    String version = version();
    Files.writeString(rules, text("7%"));

    HttpResponse<String> applied = apply(text("25%"), version);

    assertThat(applied.statusCode()).isEqualTo(409);
    assertThat(new JsonObject(applied.body()).getString("error"))
        .isEqualTo("the file was changed since; look at it again");
    assertThat(rules).content().isEqualTo(text("7%"));
  }

  @Test
  void anEditWithProblemsIsNotPutInPlace() throws Exception {
    HttpResponse<String> applied = apply(text("250%"), version());

    assertThat(applied.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(applied.body()).getString("error")).startsWith("rules.yaml:9:");
    assertThat(rules).content().isEqualTo(text("5%"));
  }

  @Test
  void anEditThatCannotBePlayedIsTakenBack() throws Exception {
    String keyless =
        text("5%").replace("9/v1\"}", "9/v1\", credentials: \"env:UNDERSTUDY_NO_SUCH_KEY\"}");
    String version = version();

    HttpResponse<String> applied = apply(keyless, version);

    assertThat(applied.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(applied.body()).getString("outcome")).isEqualTo("refused");
    assertThat(new JsonObject(applied.body()).getString("error"))
        .contains("UNDERSTUDY_NO_SUCH_KEY");
    assertThat(rules).content().isEqualTo(text("5%"));
    assertThat(gateway.gateway().rulesVersion()).isEqualTo(version);
    assertThat(json("/console/api/rules").getJsonObject("in_force").getJsonArray("problems"))
        .isEmpty();
  }

  @Test
  void rulesOfAConfigMapAreLeftToIt() throws Exception {
    Path versions = Files.createDirectories(folder.resolve("..2026_01_31"));
    Files.move(rules, versions.resolve("rules.yaml"));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_01_31"));
    Files.createSymbolicLink(rules, Path.of("..data/rules.yaml"));

    HttpResponse<String> applied = apply(text("25%"), version());

    assertThat(applied.statusCode()).isEqualTo(403);
    assertThat(new JsonObject(applied.body()).getString("error"))
        .isEqualTo("it is mounted from a ConfigMap; change that, and every gateway takes it up");
    assertThat(json("/console/api/rules").getJsonObject("file").getString("read_only"))
        .contains("ConfigMap");
    assertThat(rules).content().isEqualTo(text("5%"));
  }

  @Test
  void withoutCapturesThePreviewSaysSo() throws Exception {
    HttpResponse<String> previewed =
        post("/console/api/rules/preview", new JsonObject().put("text", text("25%")));

    assertThat(previewed.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(previewed.body()).getString("error")).contains("exchanges");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{}", "{\"text\": 7}", "{\"text\": \"\", \"reason\": []}", "no"})
  void unusableBodiesAreSaidSo(String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("/console/api/rules/apply")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("with a reason of at most 500 characters");
  }
}
