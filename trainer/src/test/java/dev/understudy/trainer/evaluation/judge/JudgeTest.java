package dev.understudy.trainer.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.trainer.evaluation.endpoint.Budget;
import dev.understudy.trainer.evaluation.endpoint.Endpoint;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.interval.Bootstrap;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Judges over real HTTP. */
class JudgeTest {
  private static final String KEY = "sk-very-secret";
  private static final Budget AMPLE = new Budget(10_000, 10_000_000);
  private static final Bootstrap QUICK = new Bootstrap(200, 1, 0.95);

  @TempDir private Path folder;

  @Test
  void fairJudgeFindsTheBetterSystem() throws Exception {
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      JudgeReport report = judge(settings(server, 0.25, AMPLE), "a").judge(pairs(40));

      // of four pairs the first is longer in two, as long in one, shorter in one
      assertThat(report.pairs()).isEqualTo(40);
      assertThat(report.wins()).isEqualTo(20);
      assertThat(report.ties()).isEqualTo(10);
      assertThat(report.losses()).isEqualTo(10);
      assertThat(report.winRate()).isEqualTo(0.625);
      assertThat(Objects.requireNonNull(report.winRateInterval()).contains(0.625)).isTrue();
      assertThat(report.contradictions()).isZero();
      assertThat(report.firstPlace()).isCloseTo(0.5, within(0.1));
      assertThat(report.repeated()).isBetween(4, 18);
      assertThat(report.changed()).isZero();
      assertThat(report.calls()).isEqualTo(80 + report.repeated());
      assertThat(report.tokens()).isEqualTo(100 * report.calls());
      assertThat(server.asked()).hasSize((int) report.calls());
    }
  }

  @Test
  void judgeThatFavoursAPlaceDecidesNothing() throws Exception {
    try (RuledJudge server = new RuledJudge((a, b) -> "Clearly the first one: **A**.")) {
      JudgeReport report = judge(settings(server, 0, AMPLE), "a").judge(pairs(20));

      assertThat(report.ties()).isEqualTo(20);
      assertThat(report.winRate()).isEqualTo(0.5);
      assertThat(report.contradictions()).isEqualTo(20);
      assertThat(report.firstPlace()).isEqualTo(1);
    }
  }

  @Test
  void noiseOfAJudgeIsMeasured() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    BinaryOperator<String> moody = (a, b) -> calls.incrementAndGet() % 3 == 0 ? "B" : "A";
    try (RuledJudge server = new RuledJudge(moody)) {
      JudgeReport report = judge(settings(server, 1, AMPLE), "a").judge(pairs(20));

      // each pair takes three calls, the third asks the first again and is answered otherwise
      assertThat(report.repeated()).isEqualTo(20);
      assertThat(report.changed()).isEqualTo(20);
    }
  }

  @Test
  void answersThatAreNoneAreTiesAndCounted() throws Exception {
    try (RuledJudge server = new RuledJudge((a, b) -> "I would rather not say")) {
      JudgeReport report = judge(settings(server, 0, AMPLE), "a").judge(pairs(5));

      assertThat(report.unreadable()).isEqualTo(10);
      assertThat(report.ties()).isEqualTo(5);
      assertThat(report.firstPlace()).isNull();
    }
  }

  @Test
  void budgetOfCallsEndsTheWork() throws Exception {
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      JudgeSettings settings = settings(server, 0, new Budget(11, 1_000_000));

      JudgeReport report = judge(settings, "a").judge(pairs(40));

      assertThat(report.pairs()).isEqualTo(5);
      assertThat(report.leftOut()).isEqualTo(35);
      assertThat(report.calls()).isEqualTo(11);
      assertThat(server.asked()).hasSize(11);
      assertThat(judge(settings, "a").judge(pairs(40))).isEqualTo(report);
      assertThat(server.asked()).hasSize(11);
    }
  }

  @Test
  void budgetOfTokensEndsTheWorkBeforeItIsOverrun() throws Exception {
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      JudgeReport report =
          judge(settings(server, 0, new Budget(1_000, 1_000)), "a").judge(pairs(40));

      assertThat(report.tokens()).isBetween(700L, 1_000L);
      assertThat(report.leftOut()).isPositive();
    }
  }

  @Test
  void runThatBrokeOffGoesOnWhereItWas() throws Exception {
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      JudgeSettings few = settings(server, 0.25, new Budget(25, 1_000_000));
      judge(few, "broken").judge(pairs(40));
      Path file = folder.resolve("broken");
      Files.writeString(file, "{\"key\":\"torn", StandardOpenOption.APPEND);
      JudgeSettings settings = settings(server, 0.25, AMPLE);

      JudgeReport resumed = judge(settings, "broken").judge(pairs(40));

      int calls = server.asked().size();
      assertThat((long) calls).isEqualTo(resumed.calls());
      assertThat(judge(settings, "whole").judge(pairs(40))).isEqualTo(resumed);
      assertThat(server.asked()).hasSize(2 * calls);
      assertThat(Files.readAllLines(file)).hasSize(calls).noneMatch(line -> line.contains("torn"));
    }
  }

  @Test
  void whatMayBeOverSoonIsTriedAgainAndWhatWillNotIsNot() throws Exception {
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      Judge judge = judge(settings(server, 0, AMPLE), "a");
      server.fail(3, 429);
      assertThat(judge.judge(pairs(4)).pairs()).isEqualTo(4);

      server.fail(4, 503);
      assertThatThrownBy(() -> judge.judge(pairs(8)))
          .hasMessage(
              "the judge at %s/chat/completions answered with status 503, 4 times"
                  .formatted(server.baseUrl()));
      server.fail(1, 401);
      assertThatThrownBy(() -> judge.judge(pairs(8)))
          .hasMessage(
              "the judge at %s/chat/completions answered with status 401"
                  .formatted(server.baseUrl()));
      assertThat(judge.judge(pairs(8)).pairs()).isEqualTo(8);
    }
  }

  @Test
  void keyGoesToTheJudgeAndNowhereElse() throws Exception {
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      JudgeSettings settings = settings(server, 0, AMPLE);

      judge(settings, "a").judge(pairs(2));

      assertThat(server.authorizations()).hasSize(4).containsOnly("Bearer " + KEY);
      assertThat(settings.toString()).doesNotContain(KEY);
      assertThat(Files.readString(folder.resolve("a")))
          .doesNotContain(KEY)
          .doesNotContain("question", "answer");
    }
  }

  @Test
  void keyThatIsMissingOrNoneIsNamedByItsVariable() throws IOException {
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      JudgeSettings settings = settings(server, 0, AMPLE);

      assertThatThrownBy(() -> new Judge(settings, folder.resolve("a"), QUICK, name -> null))
          .hasMessage(
              "the environment variable JUDGE_KEY, which should hold the judge's key, is not set");
      assertThatThrownBy(
              () -> new Judge(settings, folder.resolve("a"), QUICK, name -> "sk\r\nx: y"))
          .hasMessage(
              "the environment variable JUDGE_KEY holds no key: it has blanks or other than ASCII"
                  + " in it");
    }
  }

  @Test
  void fileThatIsNoneIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("other"), "{\"hello\": 1}\n");
    try (RuledJudge server = new RuledJudge(RuledJudge.LONGER)) {
      assertThatThrownBy(() -> judge(settings(server, 0, AMPLE), "other").judge(pairs(1)))
          .hasMessage(
              file + ": line 1 is no answer of a judge: delete the line, or name another file");
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    URI uri = URI.create("ftp://example.org");

    assertThatThrownBy(() -> new Budget(0, 1))
        .hasMessage("a budget must allow at least one call and one token, got 0 and 1");
    assertThatThrownBy(() -> JudgeSettings.judge(uri, "m", null))
        .hasMessage("the judge's URL begins with http:// or https:// and a host");
  }

  @Test
  void lastWordIsWhatAJudgePrefers() {
    assertThat(Preference.read("A")).isEqualTo(Preference.FIRST);
    assertThat(Preference.read("A is fine, but I say: [[B]].\n")).isEqualTo(Preference.SECOND);
    assertThat(Preference.read("tie")).isEqualTo(Preference.TIE);
    assertThat(Preference.read("")).isEqualTo(Preference.UNREADABLE);
    assertThat(Preference.read("neither")).isEqualTo(Preference.UNREADABLE);
  }

  private Judge judge(JudgeSettings settings, String file) throws Unavailable {
    return new Judge(settings, folder.resolve(file), QUICK, Map.of("JUDGE_KEY", KEY)::get);
  }

  private static JudgeSettings settings(RuledJudge server, double repeatedShare, Budget budget) {
    Endpoint judge =
        new Endpoint(
            "the judge",
            server.baseUrl(),
            "judge-1",
            "JUDGE_KEY",
            0,
            512,
            false,
            Duration.ofSeconds(20),
            Duration.ofMillis(1));
    return new JudgeSettings(judge, JudgeSettings.CRITERIA, repeatedShare, budget, 7);
  }

  private static List<JudgedPair> pairs(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new JudgedPair(
                    "row " + i,
                    "question " + i,
                    "answer".repeat(i % 4 == 3 ? 1 : 2),
                    "answer".repeat(i % 4 >= 2 ? 2 : 1)))
        .toList();
  }
}
