package dev.understudy.trainer.evaluation.asked;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.loading.Students;
import dev.understudy.trainer.ExampleDraft;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.RudeStudent;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.TrainingSets;
import dev.understudy.trainer.training.data.UnusableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetTestTest {
  private static final TestSystem STUDENT = new TestSystem("student", Role.STUDENT);

  @TempDir private Path folder;

  @Test
  void studentsStandBesideTheTeacherOnThePartThatWasKeptApart() throws Exception {
    write(
        row("b", "good morning", "0").split(Split.TEST_INDIST),
        row("a", "you idiot", "0")
            .gold(new Gold("{\"rude\": 1}", "1", null))
            .split(Split.TEST_INDIST),
        row("c", "learned from", "0").split(Split.TRAIN));

    TestSet asked = ask(Split.TEST_INDIST);

    assertThat(asked.name()).isEqualTo("E test-indist");
    assertThat(asked.systems()).extracting(TestSystem::name).containsExactly("student", "teacher");
    assertThat(asked.rows()).extracting(TestRow::id).containsExactly("a", "b");
    assertThat(asked.rows()).extracting(TestRow::gold).containsExactly("1", null);
    assertThat(asked.rows().get(0).answers().get("student"))
        .extracting(Answered::text, Answered::label)
        .containsExactly("{\"rude\": 1}", "1");
    assertThat(asked.rows().get(0).answers().get("teacher"))
        .extracting(Answered::text, Answered::label)
        .containsExactly("{\"rude\": 0}", "0");
  }

  @Test
  void partThatTheSetLacksIsTold() throws IOException {
    write(row("c", "learned from", "0").split(Split.TRAIN));

    assertThatThrownBy(() -> ask(Split.TEST_BALANCED))
        .isInstanceOf(UnusableSet.class)
        .hasMessage(
            folder.resolve("set")
                + " has no rows of the part test-balanced; say splits.test_balanced in the"
                + " dataset's file");
  }

  private TestSet ask(Split part) throws Exception {
    RudeStudent.write(folder.resolve("student"));
    try (Classifier student = Students.load(folder.resolve("student"))) {
      return new SetTest(folder.resolve("set"), part)
          .read()
          .ask(Map.of(STUDENT, new AskedStudent(student)));
    }
  }

  private static ExampleDraft row(String id, String input, String label) {
    return example(id).asked(input).answer("{\"rude\": " + label + "}").label(label);
  }

  private void write(ExampleDraft... rows) throws IOException {
    TrainingSets.write(
        folder.resolve("set"), List.of(rows).stream().map(ExampleDraft::make).toList());
  }
}
