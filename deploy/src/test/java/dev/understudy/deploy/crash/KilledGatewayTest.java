package dev.understudy.deploy.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.GatewayProcess;
import dev.understudy.sink.parquet.ExchangeRows;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real gateway under load, again and again, and looks for what clients were given. */
class KilledGatewayTest {
  private static final int KILLS = 20;
  private static final int CLIENTS = 12;
  private static final int MOST_ANSWERS_BEFORE_A_KILL = 400;

  @TempDir Path captures;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final AtomicInteger asked = new AtomicInteger();

  @AfterEach
  void stopTheTeacher() {
    vertx.close().await();
  }

  @Test
  void whatAClientFullyReceivedIsStoredExactlyOnceThroughTwentyKills() throws Exception {
    URI teacher = teacher();
    long seed = System.nanoTime();
    Random random = new Random(seed);

    for (int kill = 0; kill < KILLS; kill++) {
      try (GatewayProcess gateway = GatewayProcess.inFrontOf(teacher, captures)) {
        List<Thread> clients = clients(gateway.url());
        CountDownLatch enough = answers(1 + random.nextInt(MOST_ANSWERS_BEFORE_A_KILL));
        assertThat(enough.await(60, TimeUnit.SECONDS)).as(gateway.said()).isTrue();
        gateway.kill();
        for (Thread thread : clients) {
          thread.join();
        }
      }
    }
    try (GatewayProcess last = GatewayProcess.inFrontOf(teacher, captures)) {
      assertThat(last.terminate()).as(last.said()).isZero();
    }

    Map<String, Long> stored = storedQuestions();
    assertThat(received).as("seed %d", seed).hasSizeGreaterThan(KILLS);
    assertThat(stored.keySet()).as("seed %d", seed).containsAll(received);
    assertThat(stored.values()).as("seed %d: each question once", seed).containsOnly(1L);
  }

  private volatile CountDownLatch waiting = new CountDownLatch(0);

  /** Opens when that many further answers were fully received. */
  private CountDownLatch answers(int count) {
    waiting = new CountDownLatch(count);
    return waiting;
  }

  /** Clients that ask one question after the other until the gateway is gone. */
  private List<Thread> clients(URI gateway) {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread thread = new Thread(() -> askUntilGone(gateway), "client " + i);
      thread.start();
      clients.add(thread);
    }
    return clients;
  }

  private void askUntilGone(URI gateway) {
    try {
      while (true) {
        int number = asked.incrementAndGet();
        String question = "question-" + number + "-";
        boolean stream = number % 2 == 0;
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(gateway.resolve("/v1/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString(body(question, stream)))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() == 200 && answer.body().contains(question)) {
          received.add(question);
          waiting.countDown();
        }
      }
    } catch (IOException gone) {
      return; // the gateway was killed: an answer that broke off promises nothing
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String body(String question, boolean stream) {
    return "{\"model\":\"m\",\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(stream, question);
  }

  private URI teacher() {
    int port =
        vertx
            .createHttpServer()
            .requestHandler(KilledGatewayTest::answer)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
    return URI.create("http://127.0.0.1:" + port + "/v1");
  }

  /** Echoes the question: whole, or as a stream of two events and [DONE]. */
  private static void answer(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              String text = body.toString();
              int from = text.indexOf("question-");
              String question = text.substring(from, text.indexOf('"', from));
              HttpServerResponse response = request.response();
              if (text.contains("\"stream\":true")) {
                response.setChunked(true).putHeader("content-type", "text/event-stream");
                response.write(event(question));
                response.write(event(" heard"));
                response.end("data: [DONE]\n\n");
              } else {
                response.putHeader("content-type", "application/json");
                response.end(
                    "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"%s\"}}]}"
                        .formatted(question));
              }
            });
  }

  private static String event(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n".formatted(text);
  }

  private Map<String, Long> storedQuestions() throws IOException {
    try (Stream<Path> files = Files.walk(captures)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .flatMap(KilledGatewayTest::questions)
          .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
  }

  private static Stream<String> questions(Path file) {
    try (Stream<GenericRecord> rows = ExchangeRows.read(file)) {
      return rows.map(row -> String.valueOf(row.get("input"))).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
