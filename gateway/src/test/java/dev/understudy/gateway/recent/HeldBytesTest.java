package dev.understudy.gateway.recent;

import static dev.understudy.gateway.recent.SampleEntries.NOON;
import static dev.understudy.gateway.recent.SampleEntries.answer;
import static dev.understudy.gateway.recent.SampleEntries.different;
import static dev.understudy.gateway.recent.SampleEntries.id;
import static dev.understudy.gateway.recent.SampleEntries.labels;
import static dev.understudy.gateway.recent.SampleEntries.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said to be held is what the heap holds: never much less, nor a multiple of it. */
class HeldBytesTest {
  private static final long MIB = 1024 * 1024;
  private static final long NOISE = MIB / 4;

  /** What comes, so much that it takes some megabytes, and none has to go. */
  private record Traffic(String name, int count, IntFunction<Entry> maker) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static List<Traffic> traffic() {
    return List.of(
        new Traffic("few labels", 12_000, i -> labels(i, "0", "1")),
        new Traffic("ever new keys", 3_000, i -> json(i, "/" + text(i, 300), "1", "2")),
        new Traffic(
            "many differences", 400, i -> different(i, "r", "json", 0, List.of(), differences(i))),
        new Traffic("long values", 1_000, i -> json(i, "/a", text(i, 2_000), text(-i, 2_000))),
        new Traffic(
            "ever new routes",
            200,
            i -> different(i, "r" + i, "json", 0, List.of(), differences(i))),
        new Traffic(
            "short exchanges", 6_000, i -> seen(i, "/v1/chat/completions", null, null, null)),
        new Traffic(
            "long targets",
            1_000,
            i -> seen(i, "/" + text(i, 2_000) + "?" + text(i, 500), null, null, null)),
        new Traffic("long users", 2_000, i -> seen(i, "/v1", text(i, 1_000), null, null)),
        new Traffic("ever new users", 6_000, i -> seen(i, "/v1", text(i, 40), null, null)),
        new Traffic("long errors", 2_000, i -> seen(i, "/v1", null, text(i, 1_000), null)),
        new Traffic(
            "long tags",
            2_000,
            i -> seen(i, "/v1", null, null, "{\"a\": \"" + text(i, 1_000) + "\"}")),
        new Traffic("rulings", 20_000, i -> said(i, Ruling.SKIPPED, null)),
        new Traffic("corrections", 5_000, i -> said(i, Ruling.BOTH_WRONG, text(i, 500))));
  }

  private static Entry json(int number, String pointer, String teacher, String student) {
    return different(number, "r", "json", 0, List.of(), new Difference(pointer, teacher, student));
  }

  private static Difference[] differences(int number) {
    Difference[] all = new Difference[30];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Difference("/items/" + i + "/k" + number, "\"a" + number + "\"", "\"b\"");
    }
    return all;
  }

  private static Exchange seen(
      int number,
      String target,
      @Nullable String user,
      @Nullable String error,
      @Nullable String tags) {
    return new ExchangeDraft(id(number), id(1_000_000L + number), NOON.plusSeconds(number))
        .routed("r", "dark", "v1")
        .by("shop", user, null)
        .tagged(tags)
        .asking(target)
        .ended(200, Outcome.COMPLETE, error)
        .took(Duration.ofMillis(5), Duration.ofMillis(50))
        .requestHeader("content-type", "application/json")
        .requestHeader("x", text(number, 9))
        .responseHeader("content-type", "application/json")
        .saying(request("is it " + number), answer("no " + number))
        .made();
  }

  private static Feedback said(int number, Ruling ruling, @Nullable String correction) {
    return new Feedback(
        new UUID(0x7000L, number),
        NOON.plusSeconds(number),
        "g",
        null,
        null,
        correction,
        Ruling.PERSON,
        ruling.comment());
  }

  /** Like no other, and not in Latin letters alone, which take half the memory. */
  private static String text(int number, int length) {
    return ("\u03b1" + number + "-" + "\u03c9".repeat(length)).substring(0, length);
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static void await(RecentCaptures recent) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!recent.isIdle()) {
      assertThat(System.nanoTime()).as("time").isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
  }

  @ParameterizedTest
  @MethodSource("traffic")
  void whatIsHeldIsNeverMuchMoreThanIsSaidNorAFractionOfIt(Traffic traffic) {
    try (RecentCaptures recent = new RecentCaptures(512 * MIB, NOON)) {
      recent.offer(traffic.maker.apply(0));
      await(recent);
      long before = used();
      long heldBefore = recent.heldBytes();

      for (int i = 1; i < traffic.count; i++) {
        recent.offer(traffic.maker.apply(i));
        if (i % 256 == 0) {
          await(recent);
        }
      }
      await(recent);

      long real = used() - before;
      long held = recent.heldBytes() - heldBefore;
      System.out.printf("%-16s %,12d said, %,12d in truth%n", traffic, held, real);
      assertThat(recent.left()).isZero();
      assertThat(held).as("said, of %d in truth", real).isGreaterThan(real - NOISE);
      assertThat(real).as("in truth, of %d said", held).isGreaterThan(held / 3 - NOISE);
    }
  }
}
