package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;
import static dev.understudy.trainer.page.Numbers.percent;

import dev.understudy.trainer.card.Agreement;
import dev.understudy.trainer.card.CrossTable;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.page.Html;
import java.util.Locale;
import java.util.Objects;

/** The teacher's labels against those of gold. */
final class AgreementSection extends Section {
  /** How many shades of the same colour the style sheet has. */
  private static final int SHADES = 5;

  AgreementSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    Agreement agreement = card.agreement();
    if (agreement == null) {
      section(
          "gold", "The teacher against gold", "Not compared: no row has gold labels.", () -> {});
      return;
    }
    section(
        "gold",
        "The teacher against gold",
        String.format(
            Locale.ROOT,
            "The teacher agrees with gold in %s of %s rows; with 95%% confidence the share lies"
                + " between %.1f%% and %.1f%%.",
            percent(agreement.agreeing(), agreement.rows()),
            grouped(agreement.rows()),
            100 * agreement.low(),
            100 * agreement.high()),
        () -> confusion(agreement.confusion()));
  }

  private void confusion(CrossTable confusion) {
    table.of(
        () -> {
          table.head("Teacher says, gold says →");
          for (String column : confusion.columns()) {
            html.in("th", "n", () -> names.name(column));
          }
        },
        () -> confusion.lines().forEach(line -> line(line, confusion)));
    html.say(
        "p",
        "soft",
        "Shares and shades are of all rows that gold gives the label of the column"
            + (confusion.distinct() > confusion.lines().size()
                ? "; the " + confusion.lines().size() + " most frequent labels are listed."
                : "."));
  }

  private void line(CrossTable.Line line, CrossTable confusion) {
    table.line(
        "",
        () -> {
          table.name(line.name());
          for (int i = 0; i < confusion.columns().size(); i++) {
            long rows = line.rows().get(i);
            long all = confusion.totals().get(i);
            boolean isRight = Objects.equals(line.name(), confusion.columns().get(i));
            html.in(
                "td",
                "n " + (isRight ? "right" : "wrong") + shade(rows, all),
                () -> {
                  html.text(grouped(rows) + " ");
                  html.say("span", "soft", percent(rows, all));
                });
          }
        });
  }

  private static long shade(long rows, long all) {
    return rows == 0 || all == 0 ? 0 : Math.max(1, Math.round((double) SHADES * rows / all));
  }
}
