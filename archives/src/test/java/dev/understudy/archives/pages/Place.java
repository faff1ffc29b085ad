package dev.understudy.archives.pages;

import dev.understudy.archives.Serving;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder such as pages speak of, with all files that they name, and with a gateway that has
 * captured traffic of two models. The models are one practice teacher, which answers by the model
 * it is asked for.
 */
final class Place implements AutoCloseable {
  private static final Pattern GATEWAY_READY =
      Pattern.compile("is ready.* listen=\"([^\"]+)\" admin=\"([^\"]+)\"");
  private static final Pattern TEACHER_READY = Pattern.compile(" on http://([^/]+)/v1");
  private static final Pattern STUDENT_READY = TEACHER_READY;
  private static final int USERS = 120;
  private static final String ANY_PORT = "127.0.0.1:0";

  private final Path folder;
  private final Serving teacher;
  private final Serving gateway;
  private final String request;
  private int served;

  private Place(Path folder) throws Exception {
    this.folder = folder;
    PlaceFiles files = new PlaceFiles(folder);
    files.writeThoseOfEveryday();
    this.teacher =
        serve(
            List.of(
                "teacher", "--answers=answers.jsonl", "--latency=1ms", "--tokens-per-second=1e5"));
    files.writeThoseThatKnow(teacher.told(1));
    try (Serving first = startGateway()) {
      this.request = ask(first.told(1), files.bodies());
      first.terminated(); // which stores what it has captured
    }
    copy(folder.resolve("captures"), folder.resolve("bucket"));
    this.gateway = startGateway();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each)));
      }
    }
  }

  /** Makes it in that folder, which is empty. */
  static Place in(Path folder) throws Exception {
    return new Place(folder);
  }

  private Serving startGateway() throws IOException {
    return begin(
        GATEWAY_READY,
        List.of(
            "gateway",
            "--rules=rules.yaml",
            "--listen=" + ANY_PORT,
            "--admin=" + ANY_PORT,
            "--captures=captures"));
  }

  /** Asks all of it for many users, one after another; the end of an answer's id. */
  private static String ask(String address, List<String> bodies) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    String id = "";
    for (int i = 0; i < bodies.size(); i++) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + address + "/v1/chat/completions"))
              .header("content-type", "application/json")
              .header("x-app", "moderation")
              .header("x-user-id", "user-" + i % USERS)
              .POST(HttpRequest.BodyPublishers.ofString(bodies.get(i)))
              .build();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("status " + answer.statusCode() + ": " + answer.body());
      }
      id = answer.headers().firstValue("x-understudy-request-id").orElseThrow();
    }
    return id.substring(id.length() - 8);
  }

  /** A command with what is here in the place of what pages speak of. */
  String here(String command) {
    return command
        .replace("https://api.openai.com/v1", "http://" + teacher.told(1) + "/v1")
        .replaceAll("(127\\.0\\.0\\.1|localhost):8080", gateway.told(1))
        .replace("127.0.0.1:8081", gateway.told(2))
        .replaceAll("s3://(acme-llm/understudy|BUCKET/captures)(?=[ \"']|$)", "bucket")
        .replace("/run/secrets/", "secrets/")
        .replace("7c3e91aa", request)
        .replaceAll("\\bFILE\\b", "moderation.yaml")
        .replace("--set A ", "--set moderation ");
  }

  /** Starts a server as that command says, but on any port and with captures of its own. */
  Serving serve(List<String> words) throws IOException {
    Words command = new Words(words).with("--listen", ANY_PORT);
    return switch (words.get(0)) {
      case "gateway" ->
          begin(
              GATEWAY_READY,
              command.with("--admin", ANY_PORT).with("--captures", "served-" + served++).all());
      case "teacher" -> begin(TEACHER_READY, command.all());
      case "student" -> begin(STUDENT_READY, command.all());
      default -> throw new IllegalArgumentException(words.get(0) + " is no server");
    };
  }

  private Serving begin(Pattern isReady, List<String> words) throws IOException {
    Built program = Built.of(words.get(0));
    return Serving.begin(program.jvm(program.main(), words).directory(folder.toFile()), isReady);
  }

  @Override
  public void close() {
    gateway.close();
    teacher.close();
  }
}
