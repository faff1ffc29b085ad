package dev.understudy.sink;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Comparisons, feedback and exchanges for tests, from a seed. */
public final class SampleEntries {
  private static final String[] TEXTS = {
    "", "plain", "ümläut 漢字 \uD83D\uDE80", "\"quoted\"\n\\", "{\"a\":[1,2]}", "null"
  };

  private final Random random;
  private final SampleExchanges exchanges;

  public SampleEntries(long seed) {
    this.random = new Random(seed);
    this.exchanges = new SampleExchanges(seed);
  }

  /** A comparison whose every part is known. */
  public static Comparison comparison() {
    return new Comparison(
        new UUID(1, 2),
        SampleExchanges.NOON,
        "gateway-0",
        "r-1",
        "moderation",
        "student-7",
        "toxicity-7",
        "json",
        Verdict.DIFFERENT,
        0.75,
        List.of(
            new Difference("/is_bad", "true", "false"),
            new Difference("/why", "\"ümläut\"", null),
            new Difference("", null, "[\"a\\\"b\"]")),
        List.of("length", "student_refused"),
        false,
        Duration.ofMillis(-12),
        Duration.ofNanos(1_500_000));
  }

  /** Feedback whose every part is known. */
  public static Feedback feedback() {
    return new Feedback(
        new UUID(1, 2),
        SampleExchanges.NOON.plusSeconds(2),
        "gateway-0",
        4.5,
        "good",
        "the 漢字 answer",
        "human",
        "a comment");
  }

  /** Any comparison at all. */
  public Comparison anyComparison() {
    List<Difference> differences = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      differences.add(new Difference("/" + text(), maybe(), maybe()));
    }
    List<Verdict> verdicts = List.of(Verdict.values());
    List<String> remarks = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      remarks.add(text());
    }
    return new Comparison(
        exchanges.uuid(),
        SampleExchanges.NOON.plusNanos(random.nextInt(7_000_000) * 1_000_003L),
        "gateway-0",
        maybe(),
        text(),
        text(),
        maybe(),
        text(),
        verdicts.get(random.nextInt(verdicts.size())),
        random.nextDouble(),
        differences,
        remarks,
        random.nextBoolean(),
        span(),
        span());
  }

  /** Any feedback at all. */
  public Feedback anyFeedback() {
    return new Feedback(
        exchanges.uuid(),
        SampleExchanges.NOON.plusNanos(random.nextInt(7_000_000) * 1_000_003L),
        "gateway-0",
        random.nextBoolean() ? null : Double.valueOf(random.nextGaussian()),
        maybe(),
        maybe(),
        maybe(),
        maybe());
  }

  /** Any entry at all. */
  public Entry any() {
    return switch (random.nextInt(3)) {
      case 0 -> anyComparison();
      case 1 -> anyFeedback();
      default -> exchanges.any();
    };
  }

  private @Nullable Duration span() {
    return random.nextBoolean() ? null : Duration.ofNanos(random.nextLong() >> 24);
  }

  private @Nullable String maybe() {
    return random.nextBoolean() ? null : text();
  }

  private String text() {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
