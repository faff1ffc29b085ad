package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However a student fails, each client gets the whole of one answer: the teacher's or the
 * student's. {@code -Dunmixed.requests=10000} asks more often.
 */
class UnmixedAnswersTest {
  private static final int REQUESTS = Integer.getInteger("unmixed.requests", 3_000);
  private static final int AT_A_TIME = 12;
  private static final long SEED = 20_261_127;

  @TempDir Path folder;

  @Test
  void everyAnswerIsWhollyTheTeachersOrWhollyTheStudents() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    AtomicInteger students = new AtomicInteger();
    List<String> mixed = new ArrayList<>();
    try (Rehearsed play =
        Rehearsed.within(
            "{first_byte: 20s, idle: 1s}", // a machine that stands still opens no breaker
            folder,
            "launch: {hybrid: {confident: 0.5, check: {matches: more}, hold: {time: 200ms}}}")) {
      play.student.now(new FailingStudent(SEED));
      Semaphore room = new Semaphore(AT_A_TIME);
      for (int i = 0; i < REQUESTS; i++) {
        boolean streamed = i % 2 == 0;
        String asked = "question " + i;
        room.acquire();
        CompletableFuture<HttpResponse<String>> answer =
            client.sendAsync(request(play, asked, streamed), HttpResponse.BodyHandlers.ofString());
        var unused =
            answer.whenComplete(
                (got, failure) -> {
                  if (failure == null
                      && got.body().equals(FailingStudent.answer(asked, streamed))) {
                    students.incrementAndGet();
                  }
                  if (failure != null || !isWhole(got, asked, streamed)) {
                    synchronized (mixed) {
                      mixed.add(asked + ": " + (failure == null ? got.body() : failure));
                    }
                  }
                  room.release();
                });
      }
      room.acquire(AT_A_TIME);

      assertThat(mixed).isEmpty();
      assertThat(students.get()).isBetween(REQUESTS / 50, REQUESTS * 4 / 5);
      play.gateway.awaitRest();
      play.awaitMetric("understudy_shadow_bytes", 0);
    }
  }

  private static boolean isWhole(HttpResponse<String> got, String asked, boolean streamed) {
    if (got.statusCode() != 200) {
      return false;
    }
    String by = got.headers().firstValue("x-understudy-upstream").orElse("nobody");
    if (by.equals("teacher")) {
      return got.body().equals(streamed ? Rehearsed.stream("teacher") : Rehearsed.json("teacher"))
          && got.headers().firstValue("x-understudy-fallback").isPresent();
    }
    return by.equals("small")
        && got.body().equals(FailingStudent.answer(asked, streamed))
        && got.headers().firstValue("x-understudy-fallback").isEmpty();
  }

  private static HttpRequest request(Rehearsed play, String asked, boolean streamed) {
    String body = streamed ? Rehearsed.STREAMED_REQUEST : Rehearsed.REQUEST;
    return HttpRequest.newBuilder(play.gateway.url("/v1/chat/completions"))
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(60))
        .POST(HttpRequest.BodyPublishers.ofString(body.replace("is this bad?", asked)))
        .build();
  }
}
