package dev.understudy.gateway.demo.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** An application whose base URL is the gateway's: it asks for its users. Safe for threads. */
public final class Application {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI completions;
  private final String name;

  /**
   * An application.
   *
   * @param baseUrl the gateway's, with {@code /v1}
   * @param name what it says in the header {@code x-app}
   */
  public Application(URI baseUrl, String name) {
    this.completions = URI.create(baseUrl + "/chat/completions");
    this.name = name;
  }

  /**
   * Asks for a chat completion, streamed or not as the body says.
   *
   * @param user what it says in the header {@code x-user-id}
   * @return the reply, once it was read to its end; failed where the answer was cut or none came
   */
  public CompletableFuture<Reply> ask(ObjectNode body, String user) {
    HttpRequest request =
        HttpRequest.newBuilder(completions)
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("x-app", name)
            .header("x-user-id", user)
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    return client.sendAsync(request, BodyHandlers.ofLines()).thenApply(Application::readWhole);
  }

  private static Reply readWhole(HttpResponse<Stream<String>> response) {
    try (Stream<String> lines = response.body()) {
      lines.forEach(line -> {});
    }
    return new Reply(
        response.statusCode(),
        header(response, "x-understudy-upstream", "nobody"),
        header(response, "x-understudy-request-id", ""));
  }

  private static String header(HttpResponse<?> response, String name, String absent) {
    return response.headers().firstValue(name).orElse(absent);
  }
}
