package dev.understudy.student.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.student.model.Question;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private final WaitingLine line = new WaitingLine(100);

  @Test
  void threadsThatAreFreeShareWhatIsLessThanABatch() throws Exception {
    add(9);
    awaitDue();
    awaitDue();

    List<Asked> first = line.takeShare(16);
    List<Asked> second = line.takeShare(16);

    assertThat(first).hasSize(5);
    assertThat(second).hasSize(4).doesNotContainAnyElementsOf(first);
    assertThat(line.length()).isZero();
  }

  @Test
  void threadTakesAllWhereNoOtherIsFree() throws Exception {
    add(2);
    awaitDue();
    awaitDue();
    assertThat(line.takeShare(16)).hasSize(1);
    assertThat(line.takeShare(16)).hasSize(1);
    add(9);
    awaitDue();

    assertThat(line.takeShare(16)).hasSize(9);
  }

  @Test
  void noThreadTakesMoreThanABatch() throws Exception {
    add(40);
    awaitDue();
    awaitDue();

    assertThat(line.takeShare(16)).hasSize(16);
    assertThat(line.takeShare(16)).hasSize(16);
    assertThat(line.length()).isEqualTo(8);
  }

  @Test
  void threadThatFindsNothingLeftIsNotTakenForFreeAfterwards() throws Exception {
    add(1);
    awaitDue();
    awaitDue();
    assertThat(line.takeShare(16)).hasSize(1);
    assertThat(line.takeShare(16)).isEmpty();
    add(4);
    awaitDue();

    assertThat(line.takeShare(16)).hasSize(4);
  }

  private void awaitDue() throws InterruptedException {
    assertThat(line.awaitDue(() -> 16, 0)).isTrue();
  }

  private void add(int questions) throws NotTaken {
    for (int i = 0; i < questions; i++) {
      line.add(new Asked(new Question(List.of(Turn.of("user", "fine"))), 0));
    }
  }
}
