package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.card.Balance;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.page.Html;
import java.util.List;
import java.util.Locale;

/** What balancing changed. */
final class BalanceSection extends Section {
  private static final int SHOWN = 10;

  BalanceSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    if (card.balances().isEmpty()) {
      return;
    }
    section(
        "balance",
        "Balancing",
        "Before: all rows that came to balancing. After: all rows kept at the end.",
        () ->
            columns(
                () -> card.balances().forEach(each -> panel(heading(each), () -> table(each)))));
  }

  private static String heading(Balance balance) {
    return balance.what().substring(0, 1).toUpperCase(Locale.ROOT) + balance.what().substring(1);
  }

  private void table(Balance balance) {
    boolean isWeighted = balance.lines().stream().anyMatch(each -> each.weight() != each.after());
    List<Balance.Line> shown = balance.lines().subList(0, Math.min(SHOWN, balance.lines().size()));
    table.of(
        () -> {
          table.head("");
          table.headOfFigures("Before");
          table.headOfFigures("After");
          if (isWeighted) {
            table.headOfFigures("Weight");
          }
          table.head("");
        },
        () -> {
          shown.forEach(line -> line(line, balance, isWeighted));
          others(shown, balance, isWeighted);
        });
  }

  private void line(Balance.Line line, Balance balance, boolean isWeighted) {
    table.line(
        "",
        () -> {
          table.name(line.name());
          table.share(line.before(), balance.before());
          table.share(line.after(), balance.after());
          if (isWeighted) {
            table.figure(String.format(Locale.ROOT, "%,.1f", line.weight()));
          }
          html.in(
              "td",
              "chart short",
              () -> {
                charts.bar("dim", line.before(), balance.before());
                charts.bar("c0", line.after(), balance.after());
              });
        });
  }

  private void others(List<Balance.Line> shown, Balance balance, boolean isWeighted) {
    long before = balance.before() - shown.stream().mapToLong(Balance.Line::before).sum();
    long after = balance.after() - shown.stream().mapToLong(Balance.Line::after).sum();
    if (before > 0) {
      table.line(
          "",
          () -> {
            table.text("soft", "others, of " + grouped(balance.distinct()));
            table.share(before, balance.before());
            table.share(after, balance.after());
            if (isWeighted) {
              table.figure("");
            }
            table.text("", "");
          });
    }
  }
}
