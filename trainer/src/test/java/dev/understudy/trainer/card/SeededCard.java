package dev.understudy.trainer.card;

import dev.understudy.trainer.card.figures.DataCardFigures;
import dev.understudy.trainer.example.Example;
import java.util.List;

/** The card of a {@link SeededSet}, computed once for all tests of this process. */
public final class SeededCard {
  /** The set. */
  public static final List<Example> SET = SeededSet.examples(7, 3000);

  /** Its card. */
  public static final DataCard CARD =
      DataCardFigures.of(SeededSet.rows(SET), SeededSet.stages(SET), SeededSet.facts());

  private SeededCard() {}
}
