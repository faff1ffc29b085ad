package dev.understudy.trainer.evaluation.command;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.trainer.ExampleDraft;
import dev.understudy.trainer.evaluation.ChatServer;
import dev.understudy.trainer.evaluation.RudeStudent;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.TrainingSets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of training sets as tests. */
class SetEvaluatedTest {
  @TempDir private Path folder;

  @Test
  void mostFrequentLabelOfTheTrainingPartStandsBesideTheStudent() throws IOException {
    RudeStudent.write(folder.resolve("student"));
    write(
        labelled("a", "you idiot", "1").split(Split.TEST_INDIST).gold(gold("1")),
        labelled("b", "good morning", "0").split(Split.TEST_INDIST).gold(gold("0")),
        labelled("c", "an idiot", "1").split(Split.TEST_INDIST).gold(gold("1")),
        labelled("d", "hello", "0").split(Split.TRAIN),
        labelled("e", "hello there", "0").split(Split.TRAIN),
        labelled("f", "idiot", "1").split(Split.TRAIN));

    JsonNode report =
        evaluate("--model", folder.resolve("student").toString(), "--json").json().path("report");

    assertThat(report.findValuesAsText("role")).containsExactly("student", "baseline", "teacher");
    assertThat(report.at("/systems/0/accuracy/value").asDouble()).isEqualTo(1);
    assertThat(report.at("/systems/1/system").asText()).isEqualTo("most frequent label");
    assertThat(report.at("/systems/1/accuracy/value").asDouble()).isEqualTo(0.333333);
  }

  @Test
  void studentsOfOneNameAreToldApartByTheNamesTheyAreGiven() throws IOException {
    RudeStudent.write(folder.resolve("student"));
    write(
        labelled("a", "you idiot", "1").split(Split.TEST_INDIST).gold(gold("1")),
        labelled("b", "hello", "0").split(Split.TRAIN));
    String student = folder.resolve("student").toString();

    JsonNode report =
        evaluate("--model", "new=" + student, "--model", "last=" + student, "--json")
            .json()
            .path("report");

    assertThat(report.path("systems").findValuesAsText("system"))
        .startsWith("new", "last")
        .hasSize(4);
    assertThat(report.path("systems").findValuesAsText("role"))
        .containsExactly("student", "earlier", "baseline", "teacher");
  }

  @Test
  void answersInWordsAreHeldAgainstTheTeachers() throws IOException {
    write(
        example("a").asked("where?").answer("In Rome.").split(Split.TEST_INDIST),
        example("b").asked("who?").answer("Nobody knows.").split(Split.TEST_INDIST));
    try (ChatServer student =
        new ChatServer(asked -> asked.contains("where") ? "In Rome." : "Nobody can know.")) {
      Ran ran = evaluate("--model", student.url() + ",model=s", "--json");

      assertThat(ran.err()).isEmpty();
      JsonNode texts = ran.json().at("/report/systems/0/texts/0");
      assertThat(texts.path("against").asText()).isEqualTo("teacher");
      assertThat(texts.at("/exact/value").asDouble()).isEqualTo(0.5);
      assertThat(texts.at("/token_f1/value").asDouble()).isBetween(0.6, 0.9);
      assertThat(ran.json().path("verdict").isNull()).isTrue();
    }
  }

  @Test
  void labelsOfServedStudentsAreReadWhereTheSetHasThem() throws IOException {
    write(
        labelled("a", "you idiot", "1").split(Split.TEST_INDIST).gold(gold("1")),
        labelled("b", "hello", "0").split(Split.TEST_INDIST).gold(gold("0")),
        labelled("c", "idiot", "1").split(Split.TRAIN),
        labelled("d", "good morning", "0").split(Split.TRAIN));
    try (ChatServer student =
        new ChatServer(asked -> "{\"rude\": " + (asked.contains("idiot") ? 1 : 0) + "}")) {
      Ran ran = evaluate("--model", student.url() + ",model=s", "--json");

      assertThat(ran.err()).isEmpty();
      assertThat(ran.json().at("/report/systems/0/accuracy/value").asDouble()).isEqualTo(1);
    }
  }

  @Test
  void labelsThatStandNowhereAreAskedFor() throws IOException {
    write(
        example("a").asked("hm").answer("{\"rude\": 1}").label("bad").split(Split.TEST_INDIST),
        example("b").asked("ah").answer("{\"rude\": 1}").label("bad").split(Split.TRAIN),
        example("c").asked("oh").answer("{\"rude\": 0}").label("good").split(Split.TRAIN));
    try (ChatServer student = new ChatServer(asked -> "{\"rude\": 0}")) {
      Ran ran = evaluate("--model", student.url() + ",model=s");

      assertThat(ran.status()).isEqualTo(1);
      assertThat(ran.err())
          .isEqualTo(
              "the answers of "
                  + folder.resolve("set")
                  + " have their labels neither as a whole nor in their JSON: say --label POINTER,"
                  + " such as --label /is_bad"
                  + System.lineSeparator());
    }
  }

  @Test
  void partOfASetHasNoColumns() throws IOException {
    write(labelled("a", "you idiot", "1").split(Split.TEST_INDIST));

    Ran ran = evaluate("--teacher", "said");

    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith(
            "--teacher said: a part of a training set has no columns; name FILE.jsonl, or --test"
                + " instead of --set");
  }

  private static ExampleDraft labelled(String id, String input, String label) {
    return example(id).asked(input).answer("{\"rude\": " + label + "}").label(label);
  }

  private static Gold gold(String label) {
    return new Gold("{\"rude\": " + label + "}", label, null);
  }

  private void write(ExampleDraft... rows) throws IOException {
    TrainingSets.write(
        folder.resolve("set"), List.of(rows).stream().map(ExampleDraft::make).toList());
  }

  private Ran evaluate(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--set", folder.resolve("set").toString()));
    all.addAll(List.of("--answers", folder.resolve("answers.jsonl").toString()));
    return Ran.evaluate(all.toArray(String[]::new));
  }
}
