package dev.understudy.deploy.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.deploy.running.Caller;
import dev.understudy.deploy.running.Eventually;
import dev.understudy.gateway.Gateway;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A gateway in this process with a teacher and a student, real servers all, over a folder of its
 * own: the student rehearses the route {@code moderation} and differs in each fifth case. Its rules
 * may be edited, and clients ask when told to.
 */
public final class Stage implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Caller CALLER = new Caller();

  /**
   * The token of a viewer who has many windows open: a gateway counts those that were closed for a
   * moment more, so that they must be nobody else's.
   */
  static final String TOKEN_OF_MANY_WINDOWS = "token-of-many-windows-of-the-stage";

  /** The token of each role, by the role's word in capitals. */
  private static final Map<String, String> TOKENS =
      Map.of(
          "OPERATOR", "operators-token-of-the-stage",
          "JUDGE", "judges-token-of-the-stage",
          "VIEWER", "viewers-token-of-the-stage",
          "MANY_WINDOWS", TOKEN_OF_MANY_WINDOWS);

  private final Vertx vertx = Vertx.vertx();
  private final Path folder;
  private final Path rules;
  private final Gateway gateway;
  private int asked;

  private Stage() throws Exception {
    folder = Files.createTempDirectory("understudy-console");
    rules = folder.resolve("rules.yaml");
    URI teacher = model("gpt-4", 0);
    URI student = model("small-1", 5);
    Files.writeString(rules, rules(teacher, student));
    Path config = folder.resolve("gateway.yaml");
    Files.writeString(
        config,
        """
        instance: stage
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        event_loops: 2
        teacher: "%s"
        rules: "%s"
        admin_tokens:
          - {name: olga, role: operator, token: env:OPERATOR}
          - {name: jo, role: judge, token: env:JUDGE}
          - {name: vic, role: viewer, token: env:VIEWER}
          - {name: wim, role: viewer, token: env:MANY_WINDOWS}
        shutdown: {deadline: 2s}
        capture:
          store: "%s"
          spool: "%s"
          segment: {age: 1s}
          request_headers: [x-app, x-user-id]
        """
            .formatted(teacher, rules, folder.resolve("captures"), folder.resolve("spool")));
    gateway =
        Gateway.start(
            GatewayConfig.load(
                    new CommandLineSettings(config.toString(), null, null, null, null, null),
                    TOKENS,
                    folder)
                .orThrow());
  }

  static Stage set() throws Exception {
    return new Stage();
  }

  private static String rules(URI teacher, URI student) {
    return """
        version: 1
        upstreams:
          large: {url: "%s", price: {input: 2.5, output: 10}}
          small: {url: "%s", price: {input: 0.1, output: 0.4}}
        routes:
          - name: moderation
            match: {path: /v1/chat/completions, headers: {x-app: moderation}}
            teacher: large
            student: small
            sticky: header:x-user-id
            launch:
              canary: {share: 10%%, steps: [10%%, 50%%, 100%%]}
              dark: {share: 100%%, echo: 20%%, budget: {concurrency: 500}}
            compare: {as: json, fields: [/is_bad]}
            gate: {different: {max: 50%%}, failed: {max: 20%%}, slower: {max: 50x}, on_harm: hold, on_pass: hold}
        """
        .formatted(teacher, student);
  }

  /** A model that says of every so many'th case the contrary of what is so; 0 for none. */
  private URI model(String name, int wrongEvery) {
    HttpServer server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> answer(request, new JsonObject(body), name, wrongEvery)));
    return URI.create(
        "http://127.0.0.1:" + server.listen(0, "127.0.0.1").await().actualPort() + "/v1");
  }

  private static void answer(
      HttpServerRequest request, JsonObject asked, String name, int wrongEvery) {
    String prompt = asked.getJsonArray("messages").getJsonObject(0).getString("content");
    int number = Integer.parseInt(prompt.substring(prompt.lastIndexOf(' ') + 1));
    boolean bad = number % 3 == 0;
    boolean said = (wrongEvery > 0 && number % wrongEvery == 0) != bad;
    JsonObject message =
        new JsonObject()
            .put("role", "assistant")
            .put(
                "content",
                new JsonObject().put("is_bad", said).put("reason", "case " + number).encode());
    request
        .response()
        .putHeader("content-type", "application/json")
        .end(
            new JsonObject()
                .put("id", "answer-" + number)
                .put("object", "chat.completion")
                .put("model", name)
                .put(
                    "choices",
                    new JsonArray()
                        .add(
                            new JsonObject()
                                .put("index", 0)
                                .put("message", message)
                                .put("finish_reason", "stop")))
                .put(
                    "usage",
                    new JsonObject()
                        .put("prompt_tokens", 40)
                        .put("completion_tokens", 12)
                        .put("total_tokens", 52))
                .toBuffer());
  }

  /** Has clients ask so many further cases, and waits for the answers. */
  public void ask(int cases) {
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < cases; i++) {
      int number = ++asked;
      JsonObject message =
          new JsonObject().put("role", "user").put("content", "Is this bad? Case " + number);
      JsonObject body =
          new JsonObject().put("model", "gpt-4").put("messages", new JsonArray().add(message));
      answers.add(
          CLIENT.sendAsync(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/v1/chat/completions".formatted(gateway.port())))
                  .header("content-type", "application/json")
                  .header("x-app", "moderation")
                  .header("x-user-id", "user-" + number)
                  .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                  .build(),
              HttpResponse.BodyHandlers.ofString(UTF_8)));
    }
    answers.forEach(
        answer -> {
          if (answer.join().statusCode() != 200) {
            throw new IllegalStateException("a client got " + answer.join().statusCode());
          }
        });
  }

  /** Waits until the console knows what clients asked so far, which it does a moment later. */
  void known() throws Exception {
    Eventually.see(
        "the exchange of case " + asked,
        Duration.ofSeconds(60),
        () -> told(Role.OPERATOR, "/api/exchanges?role=primary&user=user-" + asked),
        told -> !told.getJsonArray("exchanges").isEmpty());
  }

  /** What the console tells somebody of that role at a path of its own. */
  JsonObject told(Role role, String path) throws IOException, InterruptedException {
    return new JsonObject(
        CALLER
            .answer(
                "GET", URI.create(console() + path), "", "authorization", "Bearer " + token(role))
            .body());
  }

  /** The number of the case that a client asked last. */
  int asked() {
    return asked;
  }

  /** Waits until all that clients asked so far is in the store. */
  public void stored() {
    try {
      if (!gateway.capture().flush(Duration.ofSeconds(60))) {
        throw new IllegalStateException("captures were not stored in time");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while captures were stored", e);
    }
  }

  /** The gateway. */
  public Gateway gateway() {
    return gateway;
  }

  /** The folder with the rules, the spool and, in {@code captures}, the store. */
  public Path folder() {
    return folder;
  }

  /** The file of rules. */
  public Path rules() {
    return rules;
  }

  /** The token of those who have that role. */
  static String token(Role role) {
    return Objects.requireNonNull(TOKENS.get(role.name()));
  }

  /** Where the console is. */
  public URI console() {
    return URI.create("http://127.0.0.1:%d/console".formatted(gateway.adminPort()));
  }

  @Override
  public void close() throws IOException {
    gateway.stop();
    vertx.close().await();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(each);
      }
    }
  }
}
