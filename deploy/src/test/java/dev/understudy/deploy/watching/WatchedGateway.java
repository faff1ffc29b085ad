package dev.understudy.deploy.watching;

import dev.understudy.gateway.Gateway;
import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A gateway with rules, asked as an application does and scraped as Prometheus does. */
final class WatchedGateway implements AutoCloseable {
  /** Must never be seen but by upstreams. */
  static final String PROMPT = "my-secret-question";

  /** Likewise. */
  static final String KEY = "sk-secret-key-of-a-client";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Gateway gateway;

  /**
   * Starts one.
   *
   * @param folder an empty folder
   * @param rules its rules
   * @param further settings besides
   */
  WatchedGateway(Path folder, String rules, String further) throws Exception {
    Path config = settings(folder, rules, further);
    gateway =
        Gateway.start(
            GatewayConfig.load(
                    new CommandLineSettings(config.toString(), null, null, null, null, null),
                    Map.of("COLLECTOR_TOKEN", "collector-token-0123456789"),
                    folder)
                .orThrow());
  }

  /** Writes the file of settings that starts such a gateway. */
  static Path settings(Path folder, String rules, String further) throws Exception {
    Files.writeString(folder.resolve("rules.yaml"), rules);
    return Files.writeString(
        folder.resolve("gateway.yaml"),
        """
        instance: watched
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        event_loops: 1
        rules: rules.yaml
        shutdown: {deadline: 2s}
        capture: {store: captures, segment: {age: 100ms}}
        """
            + further);
  }

  /** Rules of one route. */
  static String rules(Upstream teacher, Upstream student, String route) {
    return """
        version: 1
        upstreams:
          large: {url: "%s", credentials: forward}
          small: {url: "%s", model: small-1, credentials: none}
        routes:
          - name: moderation
            teacher: large
            student: small
        %s
        """
        .formatted(teacher.url(), student.url(), route.indent(4).stripTrailing());
  }

  /** The running gateway. */
  Gateway gateway() {
    return gateway;
  }

  /** Asks one question with those headers, and answers what came. */
  HttpResponse<String> ask(String... headers) throws Exception {
    return ask(URI.create("http://127.0.0.1:" + gateway.port()), headers);
  }

  /** Asks a gateway there. */
  static HttpResponse<String> ask(URI gateway, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + KEY)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"model": "gpt-4o", "temperature": 0.5, "max_tokens": 99,
                     "messages": [{"role": "user", "content": "%s"}]}
                    """
                        .formatted(PROMPT)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The metrics, in the format that is asked for. */
  String metrics(String accept) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.adminPort() + "/metrics"))
            .header("accept", accept)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Override
  public void close() {
    gateway.stop();
  }
}
