package dev.understudy.gateway.recent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries as a gateway captures them. */
final class SampleEntries {
  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private SampleEntries() {}

  static UUID id(long number) {
    return new UUID(0x7000L, number);
  }

  static Comparison labels(int number, String teacher, String student) {
    return different(
        number, "r", "label", 0, List.of(), new Difference("", quoted(teacher), quoted(student)));
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }

  static Comparison different(
      int number,
      String route,
      String comparator,
      double score,
      List<String> remarks,
      Difference... differences) {
    return compared(
        number, route, comparator, score, remarks, Verdict.DIFFERENT, false, differences);
  }

  static Comparison compared(
      int number,
      String route,
      String comparator,
      double score,
      List<String> remarks,
      Verdict verdict,
      boolean echo,
      Difference... differences) {
    return new Comparison(
        id(number),
        NOON.plusSeconds(number),
        "g",
        "v1",
        route,
        "small",
        "small-1",
        comparator,
        verdict,
        score,
        List.of(differences),
        remarks,
        echo,
        Duration.ofMillis(-20),
        Duration.ofMillis(-10));
  }

  static Exchange exchange(
      int number, Role role, String route, @Nullable String app, String request, String answer) {
    long exchange = role == Role.PRIMARY ? 1_000_000L + number : 2_000_000L + number;
    return new Exchange(
        id(number),
        id(exchange),
        role,
        NOON.plusSeconds(number).plusNanos(789), // stored in microseconds
        "g",
        "v1",
        route,
        "dark",
        null,
        app,
        null,
        null,
        null,
        role == Role.PRIMARY ? "large" : "small",
        null,
        "POST",
        "/v1/chat/completions",
        200,
        Outcome.COMPLETE,
        null,
        Duration.ofMillis(5),
        Duration.ofMillis(50),
        List.of(new Header("content-type", "application/json")),
        role == Role.PRIMARY
            ? List.of()
            : List.of(new Header("x-understudy-confidence", "0.7" + number % 10)),
        Body.of(request.getBytes(UTF_8)),
        Body.of(answer.getBytes(UTF_8)));
  }

  static Exchange exchange(int number, Role role, String answer) {
    return exchange(number, role, "r", "shop", request("is " + number + " bad?"), answer(answer));
  }

  static String request(String prompt) {
    return """
        {"model": "m", "metadata": {"batch": "a"}, "messages": [{"role": "user", "content": "%s"}]}"""
        .formatted(prompt);
  }

  static String answer(String text) {
    return """
        {"model": "m", "choices": [{"index": 0, "message": {"role": "assistant", "content": "%s"},
        "finish_reason": "stop"}]}"""
        .formatted(text);
  }

  static Feedback ruled(int number, Ruling ruling, int second) {
    return new Feedback(
        id(number),
        NOON.plusSeconds(second),
        "g",
        null,
        null,
        null,
        Ruling.PERSON,
        ruling.comment());
  }
}
