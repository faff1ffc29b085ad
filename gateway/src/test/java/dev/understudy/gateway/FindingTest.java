package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody looks for one exchange among those that were captured lately. */
class FindingTest {
  private static final String EXCHANGES = "/console/api/exchanges";
  private static final String SEARCH = EXCHANGES + "/search";
  private static final String JUDGE = "token-of-one-judge";
  private static final String VIEWER = "token-of-a-viewer";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern READ = Pattern.compile("exchanges=\"(\\d+)\"");

  private Logged logged;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScriptedTeacher teacher = ScriptedTeacher.that(Rehearsed.saying("well"));
  private TestGateway gateway;

  @TempDir Path folder;

  @BeforeEach
  void listen() throws IOException {
    logged = Logged.by("dev.understudy", Level.DEBUG); // words must not be there either
    gateway = started();
  }

  @AfterEach
  void end() {
    gateway.close();
    teacher.close();
    logged.close();
  }

  private void restart(String... settings) throws IOException {
    gateway.close();
    gateway = started(settings);
  }

  private TestGateway started(String... settings) throws IOException {
    Files.writeString(folder.resolve("judge"), JUDGE);
    Files.writeString(folder.resolve("viewer"), VIEWER);
    String[] tokens = {
      "admin_tokens:",
      "  - {name: joe, role: judge, token: \"file:judge\"}",
      "  - {name: vic, role: viewer, token: \"file:viewer\"}"
    };
    return TestGateway.inFrontOf(
        teacher.url(),
        folder,
        Stream.concat(Stream.of(tokens), Stream.of(settings)).toArray(String[]::new));
  }

  private void ask(String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.url(path))
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private void says(String answer, String prompt, String... headers) throws Exception {
    teacher.now(Rehearsed.saying(answer));
    ask("/v1/chat/completions", asking(prompt), headers);
  }

  private static String asking(String prompt) {
    return "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
        .formatted(prompt);
  }

  private HttpResponse<String> admin(String method, String path, String body, String token)
      throws Exception {
    return client.send(
        adminRequest(method, path, body, token), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest adminRequest(String method, String path, String body, String token) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + gateway.gateway().adminPort() + path))
        .timeout(PATIENCE)
        .header("authorization", "Bearer " + token)
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private JsonObject good(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private JsonObject listed(String query) throws Exception {
    return good(admin("GET", EXCHANGES + query, "", JUDGE));
  }

  private void awaitListed(int count) {
    TestGateway.await(
        count + " exchanges",
        () -> {
          try {
            return listed("?limit=500").getJsonArray("exchanges").size() == count;
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private JsonObject searched(JsonObject asked) throws Exception {
    return good(admin("POST", SEARCH, asked.encode(), JUDGE));
  }

  private static JsonObject words(String words) {
    return new JsonObject().put("words", words);
  }

  private int hits(String words) throws Exception {
    return searched(words(words)).getJsonArray("exchanges").size();
  }

  /** What the one exchange with these words shows of them. */
  private String excerpt(String words) throws Exception {
    JsonArray all = searched(words(words)).getJsonArray("exchanges");
    assertThat(all).hasSize(1);
    JsonObject hit = all.getJsonObject(0);
    String text = hit.getString("excerpt");
    JsonArray mark = hit.getJsonArray("marks").getJsonArray(0);
    int from = mark.getInteger(0);
    int to = mark.getInteger(1);
    return "%s: %s[%s]%s"
        .formatted(
            hit.getString("found_in"),
            text.substring(0, from),
            text.substring(from, to),
            text.substring(to));
  }

  private static List<String> of(JsonObject page, String field) {
    JsonArray all = page.getJsonArray("exchanges");
    return all.stream().map(each -> ((JsonObject) each).getString(field)).toList();
  }

  @Test
  void exchangesAreFoundByUserByUpstreamOrModelAndByAPartOfThePath() throws Exception {
    says("a", "one", "x-user-id", "u-123");
    says("b", "two", "x-user-id", "u-12");
    ask("/v1/embeddings", "{\"model\": \"e\", \"input\": \"three\"}", "x-user-id", "u-123");
    awaitListed(3);

    assertThat(of(listed("?user=u-123"), "path"))
        .containsExactly("/v1/embeddings", "/v1/chat/completions");
    assertThat(of(listed("?user=u-123&path=chat"), "path")).containsExactly("/v1/chat/completions");
    assertThat(of(listed("?answered_by=m"), "model")).containsExactly("m", "m", "m");
    assertThat(of(listed("?answered_by=teach&limit=2"), "upstream"))
        .containsExactly("teacher", "teacher");
    assertThat(of(listed("?answered_by=gpt-4"), "id")).isEmpty();
    assertThat(logged.looks())
        .containsOnly("[who=\"joe at 127.0.0.1\", what=\"exchanges of a user\", id=\"any\"]");
    assertThat(admin("GET", EXCHANGES + "?user=u-123", "", VIEWER).statusCode()).isEqualTo(403);
    assertThat(admin("GET", EXCHANGES + "?path=chat", "", VIEWER).statusCode()).isEqualTo(200);
  }

  @Test
  void whereUsersArePseudonymsTheIdThatApplicationsSendFindsThemAndSoDoesWhatIsStored()
      throws Exception {
    Files.writeString(folder.resolve("key"), "a-key-of-sixteen-or-more");
    restart("capture: {pseudonyms: \"file:key\"}");
    says("a", "one", "x-user-id", "u-123");
    says("b", "two", "x-user-id", "u-12");
    awaitListed(2);
    String id = of(listed("?user=u-123"), "id").get(0);

    String stored = good(admin("GET", EXCHANGES + "/" + id, "", JUDGE)).getString("user_pseudonym");

    assertThat(stored).startsWith("u_");
    assertThat(of(listed("?user=" + stored), "id")).containsExactly(id);
    assertThat(of(listed("?user=u-1"), "id")).isEmpty();
  }

  @Test
  void wordsAreFoundInStreamsAndBehindEscapesInCapitalsOrNot() throws Exception {
    says("Die R\\u00fcckzahlung kommt \\\"bald\\\"", "Wo ist mein Geld?\\nBitte!");
    teacher.now(
        request ->
            request
                .response()
                .putHeader("content-type", "text/event-stream")
                .end(
                    Rehearsed.firstEvent("a stra")
                        + Rehearsed.firstEvent("nge ref")
                        + Rehearsed.stream("und")));
    ask("/v1/chat/completions", asking("hello").replace("{\"model", "{\"stream\": true, \"model"));
    teacher.now(
        ScriptedTeacher.answer(
            """
            {"model": "m", "choices": [{"index": 0, "finish_reason": "tool_calls", "message":
              {"role": "assistant", "content": null, "tool_calls": [{"id": "c", "type": "function",
                "function": {"name": "look", "arguments": "{\\"city\\": \\"Z\\\\u00fcrich\\"}"}}]}}]}"""));
    ask("/v1/chat/completions", asking("weather"));
    teacher.now(ScriptedTeacher.answer("{\"verdict\": \"gr\\u00fcn\"}"));
    ask("/score", "{\"rows\": [\"tu\\u0308r\"]}");
    awaitListed(4);

    assertThat(hits("r\u00dcCKZAHLUNG KOMMT \"bald\"")).isEqualTo(1);
    assertThat(hits("geld?\nbitte")).isEqualTo(1);
    assertThat(hits("A strange refund")).isEqualTo(1);
    assertThat(hits("z\u00fcrich")).isEqualTo(1);
    assertThat(hits("gr\u00fcn")).isEqualTo(1);
    assertThat(hits("tu\u0308r")).isEqualTo(1);
    assertThat(hits("r\\u00fcckzahlung")).isZero();
    assertThat(hits("finish_reason")).as("what is no text").isZero();
    assertThat(hits("nowhere")).isZero();
  }

  @Test
  void fromTheStoreTheSameIsFoundAsFromMemory() throws Exception {
    says("Die R\\u00fcckzahlung", "Wo ist mein Geld?", "x-user-id", "ann");
    teacher.now(ScriptedTeacher.answer("{\"verdict\": \"gr\\u00fcn\"}"));
    ask("/score", "{\"rows\": [1]}");
    gateway.rows();

    restart();
    awaitListed(2);

    assertThat(excerpt("r\u00fcckzahlung")).isEqualTo("answer: Die [R\u00fcckzahlung]");
    assertThat(excerpt("mein geld")).isEqualTo("user: Wo ist [mein Geld]?");
    assertThat(excerpt("gr\u00fcn")).isEqualTo("response: [gr\u00fcn]");
    assertThat(excerpt("rows")).isEqualTo("request: {\"[rows]\": [1]}");
    JsonObject none = searched(words("nowhere").put("user", "ann"));
    assertThat(none.getInteger("looked_at")).isEqualTo(1);
    assertThat(none.getInteger("gone")).isZero();
    assertThat(none.getLong("bytes")).isPositive();
    assertThat(none.getString("stopped_at")).isEqualTo("end");
    assertThat(none.getString("next")).isNull();
  }

  @Test
  void aSearchStopsAtTheHitsThatAreWantedSaysHowFarItWentAndGoesOnFromThere() throws Exception {
    for (int i = 0; i < 5; i++) {
      says("refund " + i, "number " + i);
    }
    awaitListed(5);
    List<String> all = of(listed(""), "id");

    JsonObject first = searched(words("refund").put("limit", 2));
    List<String> found = new ArrayList<>(of(first, "id"));
    JsonObject page = first;
    while (page.getString("next") != null) {
      page = searched(words("refund").put("limit", 2).put("after", page.getString("next")));
      found.addAll(of(page, "id"));
    }

    assertThat(first.getString("stopped_at")).isEqualTo("hits");
    assertThat(first.getInteger("looked_at")).isEqualTo(2);
    assertThat(first.getString("back_to")).isEqualTo(of(first, "received_at").get(1));
    assertThat(found).isEqualTo(all);
    assertThat(page.getString("stopped_at")).isEqualTo("end");
  }

  @Test
  void whoMayNotSeeTextsIsRefusedAndEachSearchIsLoggedWithoutItsWords() throws Exception {
    says("secretanswer", "secretprompt");
    says("b", "c");
    awaitListed(2);

    HttpResponse<String> refused = admin("POST", SEARCH, words("secretanswer").encode(), VIEWER);
    String found = String.join("", of(searched(words("SecretAnswer")), "id"));
    HttpResponse<String> unreadable =
        admin("POST", SEARCH, "{\"words\": \"secretanswer\", ", JUDGE);
    HttpResponse<String> unknown =
        admin("POST", SEARCH, words("x").put("secretanswer", "y").encode(), JUDGE);
    HttpResponse<String> blank = admin("POST", SEARCH, words(" ").encode(), JUDGE);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(found).as("one id").hasSize(36);
    assertThat(List.of(unreadable.statusCode(), unknown.statusCode(), blank.statusCode()))
        .containsOnly(400);
    assertThat(unreadable.body() + unknown.body()).doesNotContain("secretanswer");
    assertThat(blank.body()).contains("'words' must be a text that says something");
    assertThat(logged.looks())
        .containsExactly(
            "[who=\"joe at 127.0.0.1\", what=\"words searched\", exchanges=\"2\"]",
            "[who=\"joe at 127.0.0.1\", what=\"excerpt\", id=\"%s\"]".formatted(found));
    assertThat(
            logged.events().stream()
                .map(event -> event.getFormattedMessage() + event.getKeyValuePairs())
                .toList()
                .toString())
        .doesNotContainIgnoringCase("secretanswer")
        .doesNotContain("secretprompt");
  }

  /** Exchanges that take some time to be read. */
  private int some() throws Exception {
    String text = "long ".repeat(200_000);
    int count = 16;
    for (int i = 0; i < count; i++) {
      says("well", text + i);
    }
    awaitListed(count);
    return count;
  }

  private static boolean isSearching() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(Stream::of)
        .anyMatch(frame -> frame.getClassName().endsWith(".ExchangeSearch"));
  }

  @Test
  void aSearchEndsWhenItsWindowGoes() throws Exception {
    restart("console: {memory: 512MiB}");
    int count = some();
    byte[] body = words("nowhere").encode().getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST %s HTTP/1.1\r
        host: 127.0.0.1\r
        authorization: Bearer %s\r
        content-length: %d\r
        \r
        """
            .formatted(SEARCH, JUDGE, body.length);

    TestGateway.await(
        "a search that began and read less than there is",
        () -> {
          int before = logged.looks().size();
          try (Socket window =
              new Socket(InetAddress.getLoopbackAddress(), gateway.gateway().adminPort())) {
            window.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            window.getOutputStream().write(body);
            TestGateway.await("it begins", () -> isSearching() || logged.looks().size() > before);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          TestGateway.await("it has ended", () -> logged.looks().size() > before);
          Matcher told = READ.matcher(logged.looks().get(before));
          assertThat(told.find()).isTrue();
          int read = Integer.parseInt(told.group(1));
          return read > 0 && read < count;
        });

    assertThat(searched(words("nowhere")).getInteger("looked_at")).isEqualTo(count);
  }

  @Test
  void anotherSearchOfAPersonTakesThePlaceOfTheOneBefore() throws Exception {
    restart("console: {memory: 512MiB}");
    int count = some();
    HttpRequest search = adminRequest("POST", SEARCH, words("nowhere").encode(), JUDGE);
    List<HttpResponse<String>> answers = new ArrayList<>();

    TestGateway.await(
        "two that met",
        () -> {
          List<CompletableFuture<HttpResponse<String>>> both =
              Stream.generate(() -> client.sendAsync(search, HttpResponse.BodyHandlers.ofString()))
                  .limit(2)
                  .toList();
          both.forEach(each -> answers.add(each.join()));
          return answers.stream().anyMatch(each -> each.statusCode() == 409);
        });

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 409);
    for (HttpResponse<String> each : answers) {
      if (each.statusCode() == 200) {
        assertThat(new JsonObject(each.body()).getInteger("looked_at")).isEqualTo(count);
      } else {
        assertThat(each.body()).contains("another search of yours took the place of this one");
      }
    }
  }
}
