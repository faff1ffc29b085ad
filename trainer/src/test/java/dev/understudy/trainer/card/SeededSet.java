package dev.understudy.trainer.card;

import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.card.CardFacts.Prices;
import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.example.Target;
import dev.understudy.trainer.spark.ExampleRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A training set made from a seed: reviews judged good or bad over 28 days, with a template, an
 * application and a product that are new in the last week.
 */
public final class SeededSet {
  /** When the first request may have arrived. */
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  private static final List<String> STAGES =
      List.of("corpus", "filters", "duplicates", "balance", "split");
  private static final String[] WORDS = {
    "the", "parcel", "arrived", "late", "broken", "friendly", "staff", "refund", "quick", "never",
    "again", "colour", "size", "wrong", "lovely", "cheap", "expensive", "battery", "screen", "love"
  };

  private final Random random;
  private final List<Example> examples = new ArrayList<>();

  private SeededSet(long seed) {
    this.random = new Random(seed);
  }

  /** So many examples, dropped ones too, by no particular order. */
  public static List<Example> examples(long seed, int rows) {
    SeededSet set = new SeededSet(seed);
    for (int i = 0; i < rows; i++) {
      set.examples.add(set.example(i));
    }
    return set.examples;
  }

  /** The same as rows. */
  public static Dataset<Row> rows(List<Example> examples) {
    return SparkForTests.session()
        .createDataset(examples.stream().map(ExampleRows::row).toList(), ExampleRows.encoder());
  }

  /** What is true of the set besides its rows. */
  public static CardFacts facts() {
    return new CardFacts(
        "reviews-2026-03",
        42,
        "0.1.0",
        "s3://captures/prod",
        "sha256:4f1b0c97",
        new Prices(2.5, 10.0, 3.0),
        true);
  }

  /** What the stages counted, as told by the rows. */
  public static List<StageCount> stages(List<Example> examples) {
    List<StageCount> stages = new ArrayList<>();
    long in = examples.size();
    for (String stage : STAGES) {
      Map<String, Long> dropped = new TreeMap<>();
      for (Example each : examples) {
        Drop drop = each.drop();
        if (drop != null && drop.stage().equals(stage)) {
          dropped.merge(drop.reason(), 1L, Long::sum);
        }
      }
      long kept = in - dropped.values().stream().mapToLong(Long::longValue).sum();
      Map<String, Long> passedOver =
          stage.equals("corpus") ? Map.of("other_route", 1200L, "shadow", 340L) : Map.of();
      stages.add(
          new StageCount(
              stage,
              in + passedOver.values().stream().mapToLong(Long::longValue).sum(),
              kept,
              new TreeMap<>(dropped),
              new TreeMap<>(passedOver)));
      in = kept;
    }
    return stages;
  }

  private Example example(int number) {
    long age = (long) (random.nextDouble() * TimeUnit.DAYS.toMicros(28));
    boolean isNew = age >= TimeUnit.DAYS.toMicros(21);
    String template = isNew && random.nextInt(3) == 0 ? "review-short" : "review";
    String input = input(isNew);
    String label = random.nextInt(100) < (isNew ? 22 : 9) ? "1" : "0";
    String teacher = random.nextInt(20) == 0 ? (label.equals("1") ? "0" : "1") : label;
    boolean hasGold = random.nextInt(8) == 0;
    Drop drop = drop(label);
    boolean isShut = drop != null && drop.reason().equals("may_train");
    String id = String.format(Locale.ROOT, "0195a000-0000-7000-8000-%012d", number);
    return new Example(
        new Origin(
            id,
            "reviews",
            START.toEpochMilli() * 1000 + age,
            "/reviews",
            random.nextInt(5) == 0 ? "shop-app" : "shop-web",
            random.nextInt(20) == 0 ? null : user(),
            null,
            random.nextInt(3) == 0
                ? Map.of("language", random.nextBoolean() ? "en" : "de")
                : Map.of(),
            "openai",
            "gpt-5-mini",
            "chat"),
        new Prompt("[]", null, template, isShut ? "" : input),
        new Target(
            isShut ? "" : "{\"is_bad\": " + (hasGold ? label : teacher) + "}",
            null,
            isShut ? null : hasGold ? label : teacher,
            hasGold ? Provenance.GOLD : provenance(),
            hasGold && !isShut ? "{\"is_bad\": " + teacher + "}" : null,
            isShut ? null : teacher,
            "stop",
            null),
        hasGold && !isShut ? new Gold(null, label, null) : null,
        new Cost(
            20 + input.length() / 4,
            7 + random.nextInt(3),
            random.nextInt(50) == 0 ? null : 0.0001 + random.nextInt(1000) * 1e-7),
        marks(id, drop, random.nextInt(number + 1)),
        drop);
  }

  private String input(boolean isNew) {
    int words = 1 + (int) Math.exp(1.2 + random.nextGaussian() * 0.9);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.append(isNew && random.nextInt(4) == 0 ? "earbuds" : "parcel").toString();
  }

  private String user() {
    return "u-" + (random.nextInt(4) == 0 ? 1 : 2 + random.nextInt(60));
  }

  private Provenance provenance() {
    return random.nextInt(15) == 0 ? Provenance.SYNTHETIC : Provenance.TEACHER;
  }

  private @Nullable Drop drop(String label) {
    int roll = random.nextInt(100);
    if (roll < 2) {
      return new Drop("corpus", "may_train", null);
    }
    if (roll < 6) {
      return new Drop("filters", "refusal", "the answer begins like a refusal");
    }
    if (roll < 10) {
      return new Drop("filters", "too_long", "9,120 tokens, at most 8,192");
    }
    if (roll < 18) {
      return new Drop("duplicates", "near_duplicate", "similarity 0.94, from 0.9 on");
    }
    return label.equals("0") && roll < 55 ? new Drop("balance", "label_share", null) : null;
  }

  private Marks marks(String id, @Nullable Drop drop, int other) {
    int roll = random.nextInt(100);
    Split split =
        roll < 80
            ? Split.TRAIN
            : roll < 90 ? Split.VALIDATION : roll < 96 ? Split.TEST_INDIST : Split.TEST_BALANCED;
    return new Marks(
        random.nextInt(5) > 0
            ? id
            : String.format(Locale.ROOT, "0195a000-0000-7000-8000-%012d", other % 40),
        random.nextInt(6),
        random.nextInt(4),
        drop == null || random.nextInt(4) == 0 ? split : null,
        random.nextInt(10) == 0 ? 1.1 : 1);
  }
}
