package dev.understudy.trainer.card.page;

import static dev.understudy.trainer.page.Numbers.grouped;

import dev.understudy.trainer.card.Costs;
import dev.understudy.trainer.card.DataCard;
import dev.understudy.trainer.page.Html;
import org.jspecify.annotations.Nullable;

/** Tokens and money. */
final class CostSection extends Section {
  CostSection(Html html, DataCard card) {
    super(html, card);
  }

  void write() {
    Costs costs = card.costs();
    section(
        "costs",
        "Tokens and cost",
        "Captured are all rows of the set, dropped ones too. Training is one pass over train,"
            + " weights counted.",
        () ->
            table.of(
                () -> {
                  table.head("");
                  table.headOfFigures("Tokens");
                  table.headOfFigures("US dollars");
                },
                () -> {
                  line(
                      "captured: asked and answered",
                      costs.inputTokens() + costs.outputTokens(),
                      Figures.usd(costs.capturedUsd()));
                  if (costs.rowsWithoutUsd() > 0) {
                    line(
                        grouped(costs.rowsWithoutUsd())
                            + " rows of these without a cost, by the prices given",
                        null,
                        usd(costs.estimatedUsd()));
                  }
                  line("one pass of training", costs.trainingTokens(), usd(costs.trainingUsd()));
                }));
  }

  private static String usd(@Nullable Double amount) {
    return amount == null ? "no price given" : Figures.usd(amount);
  }

  private void line(String what, @Nullable Long tokens, String usd) {
    table.line(
        "",
        () -> {
          table.text("", what);
          table.figure(tokens == null ? "" : grouped(tokens));
          table.figure(usd);
        });
  }
}
