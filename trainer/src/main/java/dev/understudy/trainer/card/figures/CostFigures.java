package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.CardFacts.Prices;
import dev.understudy.trainer.card.Costs;
import dev.understudy.trainer.card.figures.Cells.Cell;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.page.Numbers;
import java.math.RoundingMode;

/** Sums up tokens and money. */
final class CostFigures {
  private static final double MILLION = 1e6;
  private static final int DIGITS = 6;

  private CostFigures() {}

  static Costs of(Cells cells, Prices prices) {
    Double input = prices.input();
    Double output = prices.output();
    Double training = prices.training();
    long trainingTokens =
        cells
            .exactly(
                cell -> cell.isKept() && Split.TRAIN.word().equals(cell.split()),
                Cell::trainingTokens)
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact();
    long unpricedInput = cells.sum(cell -> true, Cell::unpricedInputTokens);
    long unpricedOutput = cells.sum(cell -> true, Cell::unpricedOutputTokens);
    return new Costs(
        cells.sum(cell -> true, Cell::inputTokens),
        cells.sum(cell -> true, Cell::outputTokens),
        Numbers.rounded(DIGITS, cells.exactly(cell -> true, Cell::usd).doubleValue()),
        cells.sum(cell -> true, Cell::unpriced),
        input == null || output == null
            ? null
            : usd(unpricedInput * input + unpricedOutput * output),
        trainingTokens,
        training == null ? null : usd(trainingTokens * training));
  }

  private static double usd(double millionths) {
    return Numbers.rounded(DIGITS, millionths / MILLION);
  }
}
