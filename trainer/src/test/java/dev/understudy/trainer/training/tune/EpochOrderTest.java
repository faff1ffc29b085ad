package dev.understudy.trainer.training.tune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.student.tokens.Tokens;
import dev.understudy.trainer.training.data.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EpochOrderTest {
  private static final List<TuningTask.Row> ROWS = rows();

  @Test
  void everyRowIsSeenOnceInAnOrderThatTheSeedAndEpochTell() {
    EpochOrder order = new EpochOrder(ROWS, how(0), 1);

    assertThat(seen(order, 1)).hasSize(ROWS.size()).containsExactlyInAnyOrderElementsOf(ROWS);
    assertThat(seen(order, 1)).isEqualTo(seen(new EpochOrder(ROWS, how(0), 1), 1));
    assertThat(seen(order, 1)).isNotEqualTo(seen(order, 2));
    assertThat(seen(order, 1)).isNotEqualTo(seen(new EpochOrder(ROWS, how(0), 2), 1));
    assertThat(order.seed(1)).isNotEqualTo(order.seed(2));
  }

  @Test
  void rarestLabelIsSeenWholeAndOthersFreshlyDrawn() {
    EpochOrder order = new EpochOrder(ROWS, how(1.5), 1);

    Set<TuningTask.Row> drawn = new HashSet<>();
    for (int epoch = 1; epoch <= 12; epoch++) {
      List<TuningTask.Row> seen = seen(order, epoch);
      assertThat(seen).doesNotHaveDuplicates().hasSize(100 + 150);
      assertThat(seen).filteredOn(row -> row.label() == 1).hasSize(100);
      drawn.addAll(seen);
      assertThat(order.steps(epoch)).hasSize(order.steps());
    }
    assertThat((double) drawn.size()).isCloseTo(500, Offset.offset(20.0));
  }

  @Test
  void batchesHoldTextsOfLikeLength() {
    EpochOrder order = new EpochOrder(ROWS, how(0), 1);

    long padded = 0;
    for (List<List<TuningTask.Row>> step : order.steps(1)) {
      assertThat(step).hasSizeLessThanOrEqualTo(2);
      for (List<TuningTask.Row> batch : step) {
        assertThat(batch).hasSizeLessThanOrEqualTo(8);
        padded +=
            batch.size() * batch.stream().mapToLong(row -> row.tokens().count()).max().orElse(0);
      }
    }

    long tokens = ROWS.stream().mapToLong(row -> row.tokens().count()).sum();
    assertThat(padded).isLessThan(tokens * 11 / 10);
  }

  @Test
  void learningRateRisesThenFallsToNothing() {
    FineTuning how = new FineTuning(1, 1, 1, 1, 1, 0, 0.2, 1, 0, 0, 1);

    assertThat(how.rate(0, 10)).isEqualTo(0.5);
    assertThat(how.rate(1, 10)).isEqualTo(1);
    assertThat(how.rate(2, 10)).isEqualTo(1);
    assertThat(how.rate(6, 10)).isEqualTo(0.5);
    assertThat(how.rate(9, 10)).isEqualTo(0.125);
  }

  private static FineTuning how(double resample) {
    return new FineTuning(1, 8, 2, 1, 1, 0, 0, 1, 0, resample, 1);
  }

  private static List<TuningTask.Row> seen(EpochOrder order, int epoch) {
    return order.steps(epoch).stream()
        .flatMap(Collection::stream)
        .flatMap(Collection::stream)
        .toList();
  }

  private static List<TuningTask.Row> rows() {
    Random random = new Random(4);
    List<TuningTask.Row> rows = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      long[] ids = new long[2 + random.nextInt(60)];
      ids[0] = i;
      Target target = new Target("text " + i, List.of(0.5, 0.5), 1);
      rows.add(new TuningTask.Row(Tokens.of(ids), target, i % 5 == 0 ? 1 : 0));
    }
    return rows;
  }
}
