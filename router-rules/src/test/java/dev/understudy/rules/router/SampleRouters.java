package dev.understudy.rules.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.exchange.ngram.Features;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.rules.router.LearnedRouter.Calibration;
import dev.understudy.rules.router.LearnedRouter.FactWeight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Routers for tests, whose weights are chosen rather than learned. */
final class SampleRouters {
  static final String CHAT = "/v1/chat/completions";

  private SampleRouters() {}

  /** A router that knows one word, and how much it tells. */
  static LearnedRouter knowing(String word, float weight) {
    NgramReader ngrams = new NgramReader(12, 1, 0, 400);
    float[] table = new float[1 << 12];
    Features features = ngrams.features(word);
    table[features.places()[0]] = weight;
    return new LearnedRouter(
        new RequestReader(ngrams), facts(Fact.STREAM, 0), table, 0, Calibration.NONE);
  }

  /** A router that looks at one fact alone, between 1 and 3. */
  static LearnedRouter lookingAt(Fact fact, double weight) {
    NgramReader ngrams = new NgramReader(12, 1, 0, 400);
    return new LearnedRouter(
        new RequestReader(ngrams),
        facts(fact, weight),
        new float[1 << 12],
        0.5,
        new Calibration(2, -1));
  }

  private static List<FactWeight> facts(Fact known, double weight) {
    List<FactWeight> facts = new ArrayList<>();
    for (Fact fact : Fact.values()) {
      facts.add(new FactWeight(fact == known ? weight : 0, 1, 3));
    }
    return facts;
  }

  /** A router of random weights, in a third of the places. */
  static TrainedRouter random(long seed) {
    Random dice = new Random(seed);
    NgramReader ngrams = new NgramReader(10 + dice.nextInt(4), 2, 3, 4096);
    float[] table = new float[1 << ngrams.bits()];
    for (int i = 0; i < table.length; i++) {
      table[i] = dice.nextInt(3) == 0 ? (float) dice.nextGaussian() : 0;
    }
    List<FactWeight> facts = new ArrayList<>();
    for (int i = 0; i < Fact.values().length; i++) {
      facts.add(new FactWeight(dice.nextGaussian(), -dice.nextDouble(), dice.nextDouble() * 9));
    }
    LearnedRouter router =
        new LearnedRouter(
            new RequestReader(ngrams),
            facts,
            table,
            dice.nextGaussian(),
            new Calibration(dice.nextDouble() + 0.1, dice.nextGaussian()));
    return new TrainedRouter(card(dice), router);
  }

  private static RouterCard card(Random dice) {
    double threshold = dice.nextDouble();
    return new RouterCard(
        "moderation",
        "student-3",
        List.of("moderation-3"),
        Instant.parse("2026-01-31T12:00:00Z"),
        new RouterCard.Counts(2_800, 1_200, 3_700, 40),
        new RouterCard.Quality(dice.nextDouble(), dice.nextDouble()),
        new RouterCard.Threshold(threshold, "teacher_share 20%", 0.2, 0.979),
        List.of(
            new CurvePoint(0, 0, 0, 0.9, 0.88, 0.92, 0.0, 0.9, null, null, null),
            new CurvePoint(0.2, 0.2, threshold, 0.97, 0.96, 0.98, 0.7, 0.92, 0.9, 0.5, 0.88)));
  }

  /** A request to chat, of one message. */
  static byte[] asking(String text) {
    return ("{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}").getBytes(UTF_8);
  }
}
