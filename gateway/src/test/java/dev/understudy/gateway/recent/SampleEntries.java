package dev.understudy.gateway.recent;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries as a gateway captures them. */
public final class SampleEntries {
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
    return exchange(id(exchange), number, role, route, app, request, answer);
  }

  private static Exchange exchange(
      UUID exchangeId,
      int number,
      Role role,
      String route,
      @Nullable String app,
      String request,
      String answer) {
    ExchangeDraft call =
        new ExchangeDraft(
                id(number),
                exchangeId,
                NOON.plusSeconds(number).plusNanos(789)) // stored in microseconds
            .playing(role)
            .routed(route, "dark", "v1")
            .by(app, null, null)
            .to(role == Role.PRIMARY ? "large" : "small")
            .took(Duration.ofMillis(5), Duration.ofMillis(50))
            .requestHeader("content-type", "application/json")
            .saying(request, answer);
    return role == Role.PRIMARY
        ? call.made()
        : call.responseHeader("x-understudy-confidence", "0.7" + number % 10).made();
  }

  public static Exchange exchange(int number, Role role, String answer) {
    return exchange(number, role, "r", "shop", request("is " + number + " bad?"), answer(answer));
  }

  /** One whose id tells its time, as those of gateways do. */
  static Exchange timed(int number) {
    UUID id = new UUID(NOON.plusSeconds(number).toEpochMilli() << 16 | 7 << 12, 1L << 63 | number);
    return exchange(id, number, Role.PRIMARY, "r", "shop", request("?"), answer("!"));
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
