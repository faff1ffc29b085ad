package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.card.Distribution;
import dev.understudy.trainer.page.Charts;
import dev.understudy.trainer.page.Html;
import java.util.List;
import java.util.Locale;

/** How long inputs and answers are. */
final class LengthsSection extends Section {
  LengthsSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    List<Distribution> lengths = card.makeup().lengths();
    if (lengths.isEmpty()) {
      return;
    }
    section(
        "lengths",
        "Lengths",
        "Kept rows. Two columns for every doubling; quantiles are exact.",
        () -> {
          grid(() -> lengths.forEach(each -> panel(each.what(), () -> histogram(each))));
          table.of(this::head, () -> lengths.forEach(this::quantiles));
        });
  }

  private void histogram(Distribution lengths) {
    charts.columns(
        "Histogram of " + lengths.what(),
        lengths.bins().stream()
            .map(
                bin ->
                    new Charts.Column(
                        Figures.compact(bin.from()),
                        bin.rows(),
                        0,
                        "%s to %s: %s rows (%s)"
                            .formatted(
                                grouped(bin.from()),
                                grouped(bin.to()),
                                grouped(bin.rows()),
                                percent(bin.rows(), lengths.rows()))))
            .toList());
  }

  private void head() {
    table.head("");
    for (String figure :
        List.of("least", "5%", "25%", "median", "75%", "95%", "99%", "most", "mean")) {
      table.headOfFigures(figure);
    }
  }

  private void quantiles(Distribution lengths) {
    table.line(
        "",
        () -> {
          table.text("", lengths.what());
          table.figure(lengths.min());
          table.figure(lengths.p5());
          table.figure(lengths.p25());
          table.figure(lengths.median());
          table.figure(lengths.p75());
          table.figure(lengths.p95());
          table.figure(lengths.p99());
          table.figure(lengths.max());
          table.figure(String.format(Locale.ROOT, "%,.1f", lengths.mean()));
        });
  }
}
