package dev.understudy.trainer.card;

import dev.understudy.trainer.card.CardFacts.Prices;
import dev.understudy.trainer.page.Snippet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A small card with something in every place. */
public final class SmallCard {
  private SmallCard() {}

  /** The card; whatever the traffic may name is named so. */
  public static DataCard named(String name) {
    Snippet text = Snippet.of(name);
    Sample sample =
        new Sample(
            name, 1_772_409_600_000_000L, name, name, name, name, name, name, text, text, text);
    CrossTable cross =
        new CrossTable(
            Arrays.asList("train", "test-balanced", null),
            List.of(
                new CrossTable.Line(name, List.of(70L, 8L, 1L)),
                new CrossTable.Line(null, List.of(9L, 2L, 0L))),
            List.of(80L, 12L, 1L),
            7);
    Repeats repeats =
        new Repeats(
            90,
            12,
            2,
            1,
            List.of(new Repeats.Size(1, 1, 85), new Repeats.Size(2, 2, 5)),
            List.of(new Repeats.Group(name, 2, 1, text)));
    return new DataCard(
        new CardFacts(name, 42, name, name, name, new Prices(2.5, 10.0, null), true),
        List.of(
            new Warning(Warning.Severity.SERIOUS, name, "Mend it."),
            new Warning(Warning.Severity.NOTICE, "One user holds 40.0%.", "Cap users.")),
        new Overview(
            120,
            93,
            7,
            3,
            1,
            0,
            11,
            1,
            1_772_409_600_000_000L,
            1_772_500_000_000_000L,
            List.of(
                new Overview.Day("2026-03-02", 70, 60), new Overview.Day("2026-03-03", 50, 33))),
        List.of(
            new StageCount(
                name, 130, 100, new TreeMap<>(Map.of(name, 20L)), new TreeMap<>(Map.of(name, 10L))),
            StageCount.of("balance", 100, 93, Map.of("label_share", 7L))),
        new Makeup(
            List.of(
                new SplitSize("train", 80, 81.5, 1000, 200),
                new SplitSize("test-balanced", 12, 12, 90, 20),
                new SplitSize(null, 1, 1, 9, 8)),
            cross,
            cross,
            List.of(
                Distribution.of(
                    "input characters", new TreeMap<>(Map.of(0L, 3L, 5L, 80L, 100L, 10L)))),
            List.of(new Ranking("users", 3, 93, List.of(new Ranking.Count(name, 40))))),
        List.of(new Balance("labels", 100, 93, List.of(new Balance.Line(name, 60, 53, 54.5)), 2)),
        repeats,
        repeats,
        new Costs(5000, 900, 1.25, 4, 0.0123, 1200, null),
        new Drift(
            1_772_409_600_000_000L,
            300,
            200,
            List.of(
                new Drift.Category(
                    "labels",
                    0.12,
                    0.31,
                    0.02,
                    Drift.Verdict.NOTABLE,
                    "Notable: " + name,
                    List.of(new Drift.Shift(name, 200, 90)))),
            List.of(
                new Drift.Length(
                    "input tokens", 0.05, 0.07, 30, 31, Drift.Verdict.CHANCE, "Not notable.")),
            List.of(new Drift.Word(name, 1, 30))),
        new Agreement(
            50,
            40,
            0.63,
            0.91,
            new CrossTable(
                List.of(name, "0"),
                List.of(
                    new CrossTable.Line(name, List.of(20L, 4L)),
                    new CrossTable.Line("0", List.of(6L, 20L))),
                List.of(26L, 24L),
                2)),
        List.of(
            new Sample.Group(name, name, 20, List.of(sample)),
            new Sample.Group(null, name, 79, List.of(sample))));
  }
}
