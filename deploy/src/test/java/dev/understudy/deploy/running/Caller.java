package dev.understudy.deploy.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls gateways as programs do, over HTTP/1.1, with JSON or nothing. Safe for every thread. */
public final class Caller {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The answer's body, whatever its status. */
  public String get(URI url) throws IOException, InterruptedException {
    return answer("GET", url, "").body();
  }

  /**
   * The body of an answer whose status has to be of 2xx.
   *
   * @param json the request's body, which may be empty
   * @param headers names and values by turns
   */
  public String call(String method, URI url, String json, String... headers)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = answer(method, url, json, headers);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }

  /** The whole answer to the same. */
  public HttpResponse<String> answer(String method, URI url, String json, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.ofString(json));
    if (!json.isEmpty()) {
      request.header("content-type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
