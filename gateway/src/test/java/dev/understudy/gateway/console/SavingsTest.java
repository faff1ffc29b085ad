package dev.understudy.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Usage;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.gateway.figures.Figures;
import dev.understudy.gateway.figures.SeenExchange;
import dev.understudy.rules.Route;
import dev.understudy.rules.yaml.RulesFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a student saved, of what was counted. */
class SavingsTest {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final String RULES =
      """
      version: 1
      upstreams:
        large: {url: "http://large.example/v1", price: {input: 2, output: 10}}
        small: {url: "http://small.example/v1", price: {input: 0.2, output: 1}}
      routes:
        - name: moderation
          match: {path: /v1/chat/completions}
          teacher: large
          student: small
          launch: {canary: {share: 10%}, dark: {share: 10%}}
      """;

  private static final Reading READ =
      new Reading(
          "chat",
          null,
          new Answer(
              null,
              null,
              null,
              null,
              null,
              null,
              new Usage(1_000_000L, 1_000_000L, null, null, false),
              null),
          new Reading.Text(new byte[0], true),
          new Reading.Text(new byte[0], true));

  private final Figures figures = new Figures(NOON);

  /** Counts an exchange of a million tokens each way, unless they are not known. */
  private void saw(String upstream, Role role, boolean tokensKnown) {
    Exchange exchange =
        SeenExchange.of("moderation", upstream, role, 200, Duration.ofMillis(2), Outcome.COMPLETE);
    figures.saw(exchange);
    if (tokensKnown) {
      figures.read(exchange, READ);
    }
  }

  private JsonObject saved() {
    Route route =
        RulesFile.read("rules.yaml", RULES.getBytes(UTF_8), null).orThrow().routes().get(0);
    return Savings.json(
        route, figures.of("moderation", Duration.ofHours(1), NOON.plusSeconds(1)).lanes());
  }

  @Test
  void whatTheStudentServedIsSavedLessWhatItAndRehearsalsCost() {
    saw("small", Role.PRIMARY, true);
    saw("small", Role.SHADOW, true);
    saw("large", Role.ECHO, true);
    saw("large", Role.PRIMARY, true);

    JsonObject saved = saved();

    assertThat(saved.getDouble("teacher_would_usd")).isCloseTo(12, within(1e-9));
    assertThat(saved.getDouble("student_did_usd")).isCloseTo(1.2, within(1e-9));
    assertThat(saved.getDouble("rehearsals_usd")).isCloseTo(13.2, within(1e-9));
    assertThat(saved.getDouble("saved_usd")).isCloseTo(-2.4, within(1e-9));
    assertThat(saved.getJsonArray("left_out")).isEmpty();
  }

  @Test
  void earlierStudentsAreLeftOutAndNamedAndNotPricedAsTheTeacher() {
    saw("small", Role.PRIMARY, true);
    saw("small-0", Role.SHADOW, true);
    saw("small-0", Role.PRIMARY, true);

    JsonObject saved = saved();

    assertThat(saved.getDouble("rehearsals_usd")).isZero();
    assertThat(saved.getDouble("saved_usd")).isCloseTo(10.8, within(1e-9));
    assertThat(saved.getInteger("requests")).isEqualTo(1);
    assertThat(saved.getJsonArray("left_out")).isEqualTo(new JsonArray().add("small-0"));
  }

  @Test
  void whereTheTokensOfNoAnswerAreKnownNothingIsSaid() {
    saw("small", Role.PRIMARY, false);

    JsonObject saved = saved();

    assertThat(saved.getValue("saved_usd")).isNull();
    assertThat(saved.getValue("student_did_usd")).isNull();
    assertThat(saved.getDouble("rehearsals_usd")).isZero();
    assertThat(saved.getInteger("uncounted")).isEqualTo(1);
  }

  @Test
  void whereNothingWasAskedNothingIsSaved() {
    assertThat(saved().getDouble("saved_usd")).isZero();
  }
}
