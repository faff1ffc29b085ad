package dev.understudy.trainer.evaluation.endpoint;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.wire.TokenEstimate;
import dev.understudy.trainer.evaluation.Answered;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Asks an endpoint. What may be over soon (429, 5xx, a broken connection) is tried again, after as
 * long as {@code retry-after} says (RFC 9110, 10.2.3; seconds, at most a minute of them). Messages
 * hold neither the key nor what was sent or answered. Thread-safe.
 */
public final class ChatClient {
  private static final int ATTEMPTS = 4;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final HttpClient client;
  private final Endpoint endpoint;
  private final @Nullable String key;

  /**
   * A client of that endpoint.
   *
   * @param environment tells variables of the environment, such as {@code System::getenv}
   * @throws Unavailable where the key is not set
   */
  public ChatClient(Endpoint endpoint, UnaryOperator<@Nullable String> environment)
      throws Unavailable {
    this.endpoint = endpoint;
    // Some servers lose the body of a request that offers to go on over HTTP/2.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(endpoint.timeout())
            .build();
    this.key = key(endpoint, environment);
  }

  /**
   * Checks that the key can be had, before anything is done.
   *
   * @throws Unavailable where it is not set
   */
  public static void requireKey(Endpoint endpoint, UnaryOperator<@Nullable String> environment)
      throws Unavailable {
    key(endpoint, environment);
  }

  private static @Nullable String key(
      Endpoint endpoint, UnaryOperator<@Nullable String> environment) throws Unavailable {
    String variable = endpoint.keyVariable();
    if (variable == null) {
      return null;
    }
    String key = environment.apply(variable);
    if (key == null || key.isBlank()) {
      throw new Unavailable(
          "the environment variable %s, which should hold %s's key, is not set"
              .formatted(variable, endpoint.name()));
    }
    String stripped = key.strip();
    if (!stripped.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new Unavailable(
          "the environment variable %s holds no key: it has blanks or other than ASCII in it"
              .formatted(variable));
    }
    return stripped;
  }

  /** About how many tokens a conversation takes before it is answered. */
  public long estimate(List<Turn> conversation) {
    return conversation.stream()
        .map(Turn::text)
        .mapToLong(text -> text == null ? 0 : TokenEstimate.of(text, endpoint.model()))
        .sum();
  }

  /**
   * The answer to a conversation, with what it took (as the endpoint counted, or else estimated),
   * with log probabilities and confidence where the endpoint tells them; without a label.
   *
   * @throws Unavailable where it cannot be asked
   */
  public Answered ask(List<Turn> conversation) throws Unavailable, InterruptedException {
    HttpRequest request = request(Completion.request(endpoint, conversation));
    Duration pause = endpoint.pause();
    for (int attempt = 1; ; attempt++) {
      boolean isLast = attempt == ATTEMPTS;
      Duration asked = Duration.ZERO;
      try {
        HttpResponse<String> response = send(request);
        int status = response.statusCode();
        if (status == 200) {
          return answer(conversation, response);
        }
        if (isLast || (status != TOO_MANY_REQUESTS && status < 500)) {
          throw new Unavailable(
              "%s at %s answered with status %d%s"
                  .formatted(place(), uri(), status, isLast ? ", " + ATTEMPTS + " times" : ""));
        }
        asked = retryAfter(response);
      } catch (IOException broken) {
        if (isLast) {
          throw new Unavailable(
              "%s at %s could not be asked, %d times: %s"
                  .formatted(place(), uri(), ATTEMPTS, reason(broken)),
              broken);
        }
      }
      Thread.sleep((asked.compareTo(pause) > 0 ? asked : pause).toMillis());
      pause = pause.multipliedBy(2);
    }
  }

  /** Unlike a request's own timeout, this ends the wait for the rest of a body, too. */
  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> response =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return response.get(endpoint.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw new IOException(
          "no whole answer within " + endpoint.timeout().toSeconds() + " s", late);
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } finally {
      response.cancel(true);
    }
  }

  private String place() {
    return endpoint.name();
  }

  /** Messages of the client's own failures are passed over: they may quote what was sent. */
  private static String reason(IOException broken) {
    return broken.getCause() == null || broken.getCause() instanceof TimeoutException
        ? String.valueOf(broken.getMessage())
        : broken.getCause().getClass().getSimpleName();
  }

  private String uri() {
    return endpoint.completions().toString();
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    Optional<String> seconds =
        response.headers().firstValue("retry-after").filter(each -> each.matches("[0-9]{1,9}"));
    Duration asked = Duration.ofSeconds(seconds.map(Long::parseLong).orElse(0L));
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.completions())
            .timeout(endpoint.timeout())
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (key != null) {
      request.header("authorization", "Bearer " + key);
    }
    return request.build();
  }

  private Answered answer(List<Turn> conversation, HttpResponse<String> response)
      throws Unavailable {
    Completion completion = Completion.read(response.body());
    if (completion == null) {
      throw new Unavailable(
          "%s at %s answered no chat completion: choices[0].message.content is missing"
              .formatted(place(), uri()));
    }
    long input = completion.inputTokens();
    long output = completion.outputTokens();
    Answered answer =
        Answered.text(completion.text())
            .withLogprobs(completion.logprobs())
            .withTokens(
                input > 0 ? input : estimate(conversation),
                output > 0 ? output : TokenEstimate.of(completion.text(), endpoint.model()));
    Double confidence = confidence(response);
    return confidence == null ? answer : answer.withConfidence(confidence);
  }

  /** How sure a student of this project says it is. */
  private static @Nullable Double confidence(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("x-understudy-confidence")
        .filter(each -> each.matches("[01](\\.[0-9]{1,20})?"))
        .map(Double::valueOf)
        .filter(each -> each <= 1)
        .orElse(null);
  }
}
