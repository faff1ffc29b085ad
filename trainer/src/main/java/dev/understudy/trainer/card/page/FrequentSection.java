package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Ranking;
import dev.understudy.trainer.page.Html;
import java.util.List;
import java.util.Locale;

/** The most frequent templates, users and so on. */
final class FrequentSection extends Section {
  private static final int SHOWN = 10;

  FrequentSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    if (card.makeup().rankings().isEmpty()) {
      return;
    }
    section(
        "frequent",
        "Who and what the rows come from",
        "Kept rows; the most frequent first.",
        () -> columns(() -> card.makeup().rankings().forEach(this::ranking)));
  }

  private void ranking(Ranking ranking) {
    String heading =
        ranking.what().substring(0, 1).toUpperCase(Locale.ROOT)
            + ranking.what().substring(1)
            + " ("
            + grouped(ranking.distinct())
            + ")";
    panel(
        heading,
        () ->
            table.of(
                () -> {
                  table.head("");
                  table.headOfFigures("Rows");
                  table.head("");
                },
                () -> lines(ranking)));
  }

  private void lines(Ranking ranking) {
    List<Ranking.Count> shown = ranking.top().subList(0, Math.min(SHOWN, ranking.top().size()));
    for (Ranking.Count count : shown) {
      line(() -> table.name(count.name()), count.rows(), ranking.rows());
    }
    long others = ranking.rows() - shown.stream().mapToLong(Ranking.Count::rows).sum();
    if (others > 0) {
      line(() -> table.text("soft", "others"), others, ranking.rows());
    }
  }

  private void line(Runnable name, long rows, long all) {
    table.line(
        "",
        () -> {
          name.run();
          table.share(rows, all);
          html.in("td", "chart short", () -> charts.bar("c0", rows, all));
        });
  }
}
