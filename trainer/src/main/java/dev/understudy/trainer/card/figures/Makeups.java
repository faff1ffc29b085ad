package dev.understudy.trainer.card.figures;

import dev.understudy.trainer.card.CrossTable;
import dev.understudy.trainer.card.Makeup;
import dev.understudy.trainer.card.SplitSize;
import dev.understudy.trainer.card.figures.Cells.Cell;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.page.Numbers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells what the kept rows are made of. */
final class Makeups {
  private final Cells cells;
  private final List<@Nullable String> splits = new ArrayList<>();

  private Makeups(Cells cells) {
    this.cells = cells;
    cells
        .kept()
        .map(Cell::split)
        .distinct()
        .sorted(
            Comparator.comparing(Makeups::part, Comparator.nullsLast(Comparator.naturalOrder())))
        .forEach(splits::add);
  }

  private static @Nullable Split part(@Nullable String word) {
    return word == null ? null : Split.of(word);
  }

  static Makeup of(Cells cells, List<Tally> tallies, List<Lengths> lengths) {
    Makeups makeups = new Makeups(cells);
    return new Makeup(
        makeups.splits.stream().map(makeups::size).toList(),
        makeups.labels(Tally.of(Dimension.LABEL, tallies).distinct()),
        makeups.provenances(),
        lengths.stream().map(Lengths::distribution).flatMap(Optional::stream).toList(),
        tallies.stream()
            .filter(each -> each.dimension().isRanked())
            .map(Tally::ranking)
            .filter(each -> each.distinct() > 0)
            .toList());
  }

  private SplitSize size(@Nullable String split) {
    Predicate<Cell> isOfIt = isOf(split);
    return new SplitSize(
        split,
        cells.sum(isOfIt, Cell::rows),
        Numbers.rounded(3, cells.exactly(isOfIt, Cell::weight).doubleValue()),
        cells.sum(isOfIt, Cell::inputTokens),
        cells.sum(isOfIt, Cell::outputTokens));
  }

  private static Predicate<Cell> isOf(@Nullable String split) {
    return cell -> cell.isKept() && Objects.equals(cell.split(), split);
  }

  private CrossTable labels(long distinct) {
    List<CrossTable.Line> lines = new ArrayList<>();
    for (int i = 0; i < cells.labels().size(); i++) {
      int place = i;
      lines.add(line(cells.labels().get(i), cell -> cell.label() == place));
    }
    return new CrossTable(splits, lines, line(null, cell -> true).rows(), distinct);
  }

  private CrossTable provenances() {
    List<CrossTable.Line> lines =
        cells
            .kept()
            .map(Cell::provenance)
            .distinct()
            .map(name -> line(name, cell -> cell.provenance().equals(name)))
            .sorted(
                Comparator.comparingLong(CrossTable.Line::sum)
                    .reversed()
                    .thenComparing(
                        CrossTable.Line::name, Comparator.nullsLast(Comparator.naturalOrder())))
            .toList();
    return new CrossTable(splits, lines, line(null, cell -> true).rows(), lines.size());
  }

  private CrossTable.Line line(@Nullable String name, Predicate<Cell> which) {
    return new CrossTable.Line(
        name, splits.stream().map(split -> cells.sum(isOf(split).and(which), Cell::rows)).toList());
  }
}
