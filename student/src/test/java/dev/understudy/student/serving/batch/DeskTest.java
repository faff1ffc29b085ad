package dev.understudy.student.serving.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.student.keyword.KeywordModel;
import dev.understudy.student.keyword.Valve;
import dev.understudy.student.model.Model.Identity;
import dev.understudy.student.model.Question;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Puts questions together, and seats versions, with a model that really answers. */
class DeskTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Desk> desks = new ArrayList<>();

  @AfterEach
  void closeDesks() {
    desks.forEach(desk -> desk.close(LONG));
  }

  @Test
  void questionsThatGatherWhileAThreadComputesAreOneBatch() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = desk(model, BatchSettings.USUAL);
    Valve valve = Valve.shut();
    model.holdAt(valve);

    List<Asked> asked = new ArrayList<>(List.of(desk.ask(question("first"))));
    valve.awaitBatch();
    for (int i = 0; i < 16; i++) {
      asked.add(desk.ask(question(i % 2 == 0 ? "awful " + i : "fine " + i)));
    }
    valve.open();

    assertThat(text(asked.get(0))).isEqualTo(KeywordModel.GOOD);
    for (int i = 0; i < 16; i++) {
      assertThat(text(asked.get(i + 1)))
          .isEqualTo(i % 2 == 0 ? KeywordModel.BAD : KeywordModel.GOOD);
    }
    assertThat(model.batches()).containsExactly(1, 16);
  }

  @Test
  void batchIsNoLargerThanModelAndSettingsAllow() throws Exception {
    KeywordModel model = new KeywordModel(new Identity("toxicity", "1", 0), Set.of("awful"), 5);
    Desk desk = desk(model, new BatchSettings(3, Duration.ZERO, 100, 1));
    Valve valve = Valve.shut();
    model.holdAt(valve);
    Asked first = desk.ask(question("first"));
    valve.awaitBatch();

    List<Asked> asked = new ArrayList<>(List.of(first));
    for (int i = 0; i < 7; i++) {
      asked.add(desk.ask(question("fine")));
    }
    valve.open();

    for (Asked each : asked) {
      assertThat(text(each)).isEqualTo(KeywordModel.GOOD);
    }
    assertThat(model.batches()).containsExactly(1, 3, 3, 1);
  }

  @Test
  void freeThreadLingersUntilTheBatchIsFull() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = desk(model, new BatchSettings(4, LONG, 100, 1));

    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      asked.add(desk.ask(question("fine")));
    }

    for (Asked each : asked) {
      assertThat(text(each)).isEqualTo(KeywordModel.GOOD);
    }
    assertThat(model.batches()).containsExactly(4);
  }

  @Test
  void lonelyQuestionIsAnsweredOnceItHasLingered() throws Exception {
    Desk desk =
        desk(KeywordModel.of("toxicity", "1"), new BatchSettings(4, Duration.ofMillis(5), 100, 1));

    assertThat(text(desk.ask(question("awful")))).isEqualTo(KeywordModel.BAD);
  }

  @Test
  void questionBeyondTheLimitIsTurnedAway() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = desk(model, new BatchSettings(1, Duration.ZERO, 2, 1));
    Valve valve = Valve.shut();
    model.holdAt(valve);
    Asked first = desk.ask(question("first"));
    valve.awaitBatch();
    Asked second = desk.ask(question("second"));
    Asked third = desk.ask(question("third"));

    assertThatThrownBy(() -> desk.ask(question("fourth")))
        .isInstanceOfSatisfying(
            NotTaken.class,
            turnedAway -> assertThat(turnedAway.reason()).isEqualTo(NotTaken.Reason.FULL));
    assertThat(desk.patience()).isPositive();
    valve.open();

    assertThat(List.of(text(first), text(second), text(third))).hasSize(3);
    assertThat(model.read()).containsExactly("first", "second", "third");
    assertThat(notComputed("queue_full")).isEqualTo(1);
  }

  @Test
  void withdrawnQuestionIsNotComputedAndGivesItsPlaceAway() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = desk(model, new BatchSettings(1, Duration.ZERO, 1, 1));
    Valve valve = Valve.shut();
    model.holdAt(valve);
    Asked first = desk.ask(question("first"));
    valve.awaitBatch();
    Asked gone = desk.ask(question("gone"));

    desk.withdraw(gone, Desk.Withdrawal.CLIENT_GONE);
    Asked other = desk.ask(question("other"));
    valve.open();

    assertThat(List.of(text(first), text(other))).hasSize(2);
    assertThat(model.read()).containsExactly("first", "other");
    assertThat(gone.answer()).isNotDone();
    assertThat(notComputed("client_gone")).isEqualTo(1);
  }

  @Test
  void questionThatTheModelFailsAtSpoilsNoOther() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = desk(model, new BatchSettings(3, LONG, 100, 1));

    Asked good = desk.ask(question("fine"));
    Asked poison = desk.ask(question("poison"));
    Asked bad = desk.ask(question("awful"));

    assertThat(text(good)).isEqualTo(KeywordModel.GOOD);
    assertThat(text(bad)).isEqualTo(KeywordModel.BAD);
    assertThatThrownBy(() -> text(poison))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(ModelFailure.class)
        .hasMessage("the model failed to answer: IllegalArgumentException");
    assertThat(text(desk(KeywordModel.of("other", "1"), BatchSettings.USUAL).ask(question("x"))))
        .isEqualTo(KeywordModel.GOOD);
  }

  @Test
  void severalThreadsAnswerSideBySide() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = desk(model, new BatchSettings(1, Duration.ZERO, 100, 2));
    Valve valve = Valve.shut();
    model.holdAt(valve);
    Asked held = desk.ask(question("first"));
    valve.awaitBatch();
    model.holdAt(Valve.opened());

    assertThat(text(desk.ask(question("second")))).isEqualTo(KeywordModel.GOOD);
    assertThat(held.answer()).isNotDone();
    valve.open();
    assertThat(text(held)).isEqualTo(KeywordModel.GOOD);
  }

  @Test
  void newVersionAnswersTheNextBatchAndTheOldOneIsClosedAfterItsLast() throws Exception {
    KeywordModel old = KeywordModel.of("toxicity", "1");
    KeywordModel young = KeywordModel.of("toxicity", "2");
    Desk desk = desk(old, new BatchSettings(1, Duration.ZERO, 100, 1));
    Valve valve = Valve.shut();
    old.holdAt(valve);
    Asked first = desk.ask(question("first"));
    valve.awaitBatch();
    Asked second = desk.ask(question("second"));

    desk.seat(young);
    boolean closedTooEarly = old.isClosed();
    valve.open();

    assertThat(version(first)).isEqualTo("1");
    assertThat(version(second)).isEqualTo("2");
    assertThat(closedTooEarly).isFalse();
    assertThat(old.isClosed()).isTrue(); // the one thread had left it when the second was answered
    assertThat(young.isClosed()).isFalse();
  }

  @Test
  void modelOfAnotherNameIsNotSeated() {
    Desk desk = desk(KeywordModel.of("toxicity", "1"), BatchSettings.USUAL);

    assertThatThrownBy(() -> desk.seat(KeywordModel.of("spam", "1")))
        .hasMessage("the desk of toxicity cannot seat spam");
  }

  @Test
  void closingAnswersWhatWaitsAndTakesNoMore() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = new Desk(model, new BatchSettings(2, LONG, 100, 1), registry);
    Valve valve = Valve.shut();
    model.holdAt(valve);
    List<Asked> asked = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asked.add(desk.ask(question("fine")));
    }
    valve.awaitBatch();
    valve.open();

    desk.close(LONG);

    for (Asked each : asked) {
      assertThat(each.answer()).isCompleted();
    }
    assertThat(model.isClosed()).isTrue();
    assertThatThrownBy(() -> desk.ask(question("late")))
        .isInstanceOfSatisfying(
            NotTaken.class,
            turnedAway -> assertThat(turnedAway.reason()).isEqualTo(NotTaken.Reason.CLOSED));
  }

  @Test
  void whatStillWaitsAtTheDeadlineIsRefused() throws Exception {
    KeywordModel model = KeywordModel.of("toxicity", "1");
    Desk desk = new Desk(model, new BatchSettings(1, Duration.ZERO, 100, 1), registry);
    Valve valve = Valve.shut();
    model.holdAt(valve);
    Asked held = desk.ask(question("first"));
    valve.awaitBatch();
    Asked waiting = desk.ask(question("second"));

    desk.close(Duration.ofMillis(20));
    boolean closedWhileBusy = model.isClosed();
    valve.open();

    assertThat(text(held)).isEqualTo(KeywordModel.GOOD);
    assertThat(closedWhileBusy).isFalse();
    assertThat(waiting.answer()).isCompletedExceptionally();
    assertThat(model.read()).containsExactly("first");
  }

  private Desk desk(KeywordModel model, BatchSettings settings) {
    Desk desk = new Desk(model, settings, registry);
    desks.add(desk);
    return desk;
  }

  private double notComputed(String reason) {
    return registry
        .get("understudy.student.not.computed")
        .tags("model", "toxicity", "reason", reason)
        .counter()
        .count();
  }

  private static Question question(String text) {
    return new Question(List.of(Turn.of("user", text)));
  }

  private static String text(Asked asked) throws Exception {
    return asked.answer().get(20, TimeUnit.SECONDS).reply().text();
  }

  private static String version(Asked asked) throws Exception {
    return asked.answer().get(20, TimeUnit.SECONDS).by().version();
  }
}
