package dev.understudy.gateway.demo.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** Who runs the gateway: edits its file of rules, and looks at its admin port. */
public final class Operator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int adminPort;

  /** An operator of the gateway with that admin port on this machine. */
  public Operator(int adminPort) {
    this.adminPort = adminPort;
  }

  /**
   * What a path of the admin port says, such as {@code /routes/NAME}.
   *
   * @throws IOException where nobody answers, or with something else than JSON
   */
  public JsonNode look(String path) throws IOException, InterruptedException {
    URI url = URI.create("http://127.0.0.1:" + adminPort + path);
    HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
    return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
  }

  /**
   * Looks at a path until what it says fits.
   *
   * @param what is awaited, for the message
   * @return what fits
   * @throws IllegalStateException where nothing fits within a minute
   */
  public JsonNode await(String path, Predicate<JsonNode> fits, String what)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      JsonNode seen = look(path);
      if (fits.test(seen)) {
        return seen;
      }
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("expected %s, found %s".formatted(what, seen));
      }
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
  }

  /**
   * Writes other rules into the gateway's file of rules and waits until they are in force.
   *
   * @throws IllegalStateException where the gateway does not take them, with what it says of them
   */
  public void edit(Path file, String rules) throws IOException, InterruptedException {
    String before = look("/rules").path("version").asText();
    if (rules.equals(Files.readString(file))) {
      return;
    }
    Files.writeString(file, rules);
    await(
        "/rules",
        seen -> !seen.path("version").asText().equals(before),
        "the edited rules to come into force");
  }
}
