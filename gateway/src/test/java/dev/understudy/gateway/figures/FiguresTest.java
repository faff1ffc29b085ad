package dev.understudy.gateway.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.diff.evidence.Counts;
import dev.understudy.diff.evidence.Interval;
import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Metric;
import dev.understudy.diff.evidence.Outcome;
import dev.understudy.diff.evidence.Reading;
import dev.understudy.diff.evidence.Slice;
import dev.understudy.diff.evidence.Terms;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Verdict;
import dev.understudy.gateway.admin.RouteView;
import dev.understudy.gateway.rollout.AuditLine;
import dev.understudy.rules.Share;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted and timed, and what of that is kept. */
class FiguresTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Terms TERMS = new Terms(List.of(new Metric("different", 0.05)), 0.05, null);

  private final Figures figures = new Figures(NOON);

  /** Nothing is known of the time before. */
  private static final class NoPast implements Past {
    @Override
    public List<Slice> observations(String route, String metric) {
      return List.of();
    }

    @Override
    public List<AuditLine> moves() {
      return List.of();
    }
  }

  private static Exchange exchange(
      String route, String upstream, Role role, int status, Duration duration) {
    return SeenExchange.of(
        route, upstream, role, status, duration, dev.understudy.exchange.Outcome.COMPLETE);
  }

  private static Comparison comparison(Verdict verdict, boolean echo) {
    return new Comparison(
        new UUID(1, 1),
        NOON,
        "test",
        null,
        "moderation",
        "small",
        null,
        "json",
        verdict,
        verdict == Verdict.SAME ? 1 : 0,
        List.of(),
        List.of(),
        echo,
        null,
        null);
  }

  private static RouteView view(String name, String share, int seen, int bad) {
    return view(name, share, seen, bad, NOON);
  }

  private static RouteView view(String name, String share, int seen, int bad, Instant begun) {
    Reading reading =
        new Reading(
            TERMS.metrics().get(0),
            new Counts(seen, bad),
            new Counts(seen, bad),
            Interval.of(new Counts(seen, bad), TERMS.alpha()),
            TERMS.harmThreshold() / 2,
            new Counts(seen, bad),
            0,
            0);
    return new RouteView(
        name,
        List.of("canary", "dark"),
        "large",
        "small",
        new RouteView.Rollout(
            "running",
            new Share(new BigDecimal(share)),
            Share.ALL,
            List.of(),
            NOON,
            "somebody",
            "because",
            new RouteView.Evidence(
                TERMS, new Judgement(Outcome.CONTINUE, List.of(reading)), begun)));
  }

  private static Series different(RouteFigures figures) {
    return Objects.requireNonNull(figures.evidence().get("different"));
  }

  private void turn(Instant now, RouteView... views) {
    figures.turn(now, List.of(views), new NoPast());
  }

  @Test
  void answersAreTimedByUpstreamAndRole() {
    for (int millis = 1; millis <= 100; millis++) {
      figures.saw(
          exchange("moderation", "large", Role.PRIMARY, 200, Duration.ofMillis(10L * millis)));
    }
    figures.saw(exchange("moderation", "small", Role.SHADOW, 200, Duration.ofMillis(3)));
    turn(NOON.plusSeconds(10), view("moderation", "0.1", 0, 0));

    RouteFigures known = figures.of("moderation", HOUR, NOON.plusSeconds(11));

    assertThat(known.lanes()).extracting(LaneFigures::upstream).containsExactly("large", "small");
    LaneFigures large = known.lanes().get(0);
    assertThat(large.seen()).isEqualTo(100);
    assertThat(large.whole().p50()).isCloseTo(500, within(5.0));
    assertThat(large.whole().p99()).isCloseTo(990, within(10.0));
    assertThat(large.firstByte().p50()).isCloseTo(250, within(3.0));
    assertThat(large.whole().classes().stream().mapToLong(Spread.DurationClass::count).sum())
        .isEqualTo(100);
    assertThat(large.track().size()).isEqualTo(1);
    assertThat(large.track().number(0, 0)).isEqualTo(100);
    assertThat(large.track().number(3, 0)).isCloseTo(900, within(9f));
    assertThat(figures.spreads("moderation", "small").whole().count()).isEqualTo(1);
  }

  @Test
  void failuresAreCountedAndNotTimedAndWhoLeftIsNeither() {
    figures.saw(exchange("moderation", "small", Role.SHADOW, 500, Duration.ofMillis(1)));
    figures.saw(
        SeenExchange.of(
            "moderation",
            "small",
            Role.SHADOW,
            0,
            Duration.ofSeconds(9),
            dev.understudy.exchange.Outcome.TIMEOUT));
    figures.saw(
        SeenExchange.of(
            "moderation",
            "small",
            Role.SHADOW,
            200,
            Duration.ofSeconds(1),
            dev.understudy.exchange.Outcome.CLIENT_GONE));
    turn(NOON, view("moderation", "0.1", 0, 0));

    LaneFigures small = figures.of("moderation", HOUR, NOON).lanes().get(0);

    assertThat(small.seen()).isEqualTo(3);
    assertThat(small.failed()).isEqualTo(2);
    assertThat(small.whole().count()).isZero();
    assertThat(small.outcomes()).containsEntry(dev.understudy.exchange.Outcome.TIMEOUT, 1L);
  }

  @Test
  void comparisonsAndEchoesAreCountedApart() {
    figures.compared(comparison(Verdict.DIFFERENT, false));
    figures.compared(comparison(Verdict.SAME, true));
    figures.compared(comparison(Verdict.SAME, true));
    figures.compared(comparison(Verdict.DIFFERENT, true));
    turn(NOON, view("moderation", "0.1", 0, 0));

    RouteFigures known = figures.of("moderation", HOUR, NOON);

    assertThat(known.compared()).containsEntry(Verdict.DIFFERENT, 1L);
    assertThat(known.echoed()).containsEntry(Verdict.SAME, 2L).containsEntry(Verdict.DIFFERENT, 1L);
    assertThat(known.noise()).isEqualTo(Interval.of(new Counts(3, 1), 0.05));
    assertThat(known.share().number(1, 0)).isCloseTo(1f / 3, within(1e-6f));
  }

  @Test
  void anHourIsKeptByTensOfSecondsAndADayByMinutes() {
    int turns = 3 * 360; // three hours
    for (int i = 1; i <= turns; i++) {
      turn(NOON.plusSeconds(10L * i), view("moderation", "0.1", i, i / 10));
    }
    Instant now = NOON.plusSeconds(10L * turns);

    Series fine = different(figures.of("moderation", HOUR, now));
    Series coarse = different(figures.of("moderation", DAY, now));

    assertThat(fine.size()).isEqualTo(360);
    assertThat(fine.at(359)).isEqualTo(now.toEpochMilli());
    assertThat(fine.at(359) - fine.at(358)).isEqualTo(10_000);
    assertThat(fine.number(3, 359)).isEqualTo(turns);
    assertThat(coarse.size()).isEqualTo(180);
    assertThat(coarse.at(1) - coarse.at(0)).isEqualTo(60_000);
    Interval lies = Interval.of(new Counts(turns, turns / 10), 0.05);
    assertThat(fine.number(1, 359)).isCloseTo((float) lies.low(), within(1e-6f));
    assertThat(fine.number(2, 359)).isCloseTo((float) lies.high(), within(1e-6f));
    assertThat(fine.number(5, 359)).isCloseTo(0.5f, within(1e-6f));
  }

  @Test
  void evidenceThatBeginsAnewIsPartedFromWhatWasBefore() {
    Instant anew = NOON.plusSeconds(65);
    for (int i = 1; i <= 6; i++) {
      turn(NOON.plusSeconds(10L * i), view("moderation", "0.1", 40, 20));
    }
    for (int i = 7; i <= 12; i++) {
      turn(NOON.plusSeconds(10L * i), view("moderation", "0.1", 5, 0, anew));
    }
    Instant now = NOON.plusSeconds(120);

    Series fine = different(figures.of("moderation", HOUR, now));
    Series coarse = different(figures.of("moderation", DAY, now));

    assertThat(fine.size()).isEqualTo(13);
    assertThat(fine.number(0, 5)).isEqualTo(0.5f);
    assertThat(fine.number(0, 6)).isNaN();
    assertThat(fine.number(1, 6)).isNaN();
    assertThat(fine.at(6)).isEqualTo(NOON.plusSeconds(70).toEpochMilli() - 1);
    assertThat(fine.number(0, 7)).isZero();
    assertThat(coarse.size()).isEqualTo(3);
    assertThat(coarse.number(0, 0)).isEqualTo(0.5f);
    assertThat(coarse.number(0, 1)).isNaN();
    assertThat(coarse.number(0, 2)).isZero();
  }

  @Test
  void durationsOfMoreThanAnHourAgoAreForgotten() {
    figures.saw(exchange("moderation", "large", Role.PRIMARY, 200, Duration.ofSeconds(7)));
    turn(NOON, view("moderation", "0.1", 0, 0));
    assertThat(figures.spreads("moderation", "large").whole().count()).isEqualTo(1);

    for (int i = 1; i <= 360; i++) {
      turn(NOON.plusSeconds(10L * i), view("moderation", "0.1", 0, 0));
    }

    assertThat(figures.spreads("moderation", "large").whole().count()).isZero();
  }

  @Test
  void whatTheLedgerKnowsOfTheTimeBeforeIsThereFromTheStart() {
    long window = NOON.toEpochMilli() / Slice.WINDOW_MILLIS;
    Past past =
        new Past() {
          @Override
          public List<Slice> observations(String route, String metric) {
            return List.of(
                new Slice(window - 720, window - 700, 40, 4),
                new Slice(window - 12, window - 10, 60, 2));
          }

          @Override
          public List<AuditLine> moves() {
            return List.of(
                new AuditLine(
                    NOON.minusSeconds(300),
                    "moderation",
                    "promote",
                    new Share(new BigDecimal("0.1")),
                    new Share(new BigDecimal("0.5")),
                    "evidence",
                    "passed"),
                new AuditLine(
                    NOON.minusSeconds(200), "other", "pause", Share.ALL, Share.ALL, "x", "y"));
          }
        };

    figures.turn(NOON, List.of(view("moderation", "0.5", 100, 6)), past);
    RouteFigures hour = figures.of("moderation", HOUR, NOON);
    RouteFigures day = figures.of("moderation", DAY, NOON);

    Series different = different(hour);
    assertThat(different.size()).isEqualTo(2);
    assertThat(different.number(3, 0)).isEqualTo(100);
    assertThat(different.number(0, 0)).isCloseTo(0.06f, within(1e-6f));
    assertThat(different(day).number(3, 0)).isEqualTo(40);
    assertThat(hour.share().size()).isEqualTo(3);
    assertThat(List.of(0, 1, 2))
        .map(row -> hour.share().number(0, row))
        .containsExactly(0.1f, 0.5f, 0.5f);
  }

  @Test
  void memoryIsBoundedHoweverManyRoutesAndUpstreamsThereAre() {
    IntStream.range(0, 500)
        .forEach(
            i -> {
              figures.saw(exchange("route-" + i, "large", Role.PRIMARY, 200, Duration.ofMillis(1)));
              figures.saw(
                  exchange("route-0", "upstream-" + i, Role.PRIMARY, 200, Duration.ofMillis(1)));
            });

    assertThat(figures.of("route-0", HOUR, NOON).lanes()).hasSize(8);
    assertThat(
            IntStream.range(0, 500)
                .filter(i -> !figures.of("route-" + i, HOUR, NOON).lanes().isEmpty()))
        .hasSize(64);
  }

  @Test
  void upstreamsUnusedForLongestMakePlaceForThoseOfNow() {
    for (int i = 0; i < 20; i++) {
      figures.saw(exchange("moderation", "large", Role.PRIMARY, 200, Duration.ofMillis(1)));
      figures.saw(exchange("moderation", "small-" + i, Role.SHADOW, 200, Duration.ofMillis(1)));
    }

    List<LaneFigures> lanes = figures.of("moderation", HOUR, NOON).lanes();

    assertThat(lanes)
        .extracting(LaneFigures::upstream)
        .containsExactly(
            "large",
            "small-13",
            "small-14",
            "small-15",
            "small-16",
            "small-17",
            "small-18",
            "small-19");
    assertThat(lanes.get(0).seen()).isEqualTo(20);
  }

  @Test
  void aRouteThatIsNoMoreIsForgotten() {
    figures.saw(exchange("moderation", "large", Role.PRIMARY, 200, Duration.ofMillis(1)));
    turn(NOON, view("moderation", "0.1", 0, 0));

    turn(NOON.plusSeconds(10), view("other", "0.1", 0, 0));

    assertThat(figures.of("moderation", HOUR, NOON).lanes()).isEmpty();
  }
}
