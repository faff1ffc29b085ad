package dev.understudy.trainer.training;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.diff.drift.Feature;
import dev.understudy.diff.drift.InputProfile;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.student.loading.Students;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import dev.understudy.trainer.ExampleDraft;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import dev.understudy.trainer.training.data.UnusableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final String FINE = "{\"rude\": false}";
  private static final String RUDE = "{\"rude\": true}";

  private final Path set;
  private final Path out;

  TrainingTest(@TempDir Path folder) {
    this.set = folder.resolve("set");
    this.out = folder.resolve("students/moderation");
  }

  @Test
  void trainedStudentAnswersUnseenTextsInTheTeachersWords() throws IOException {
    write(examples(300));
    List<TrainingWatch.Point> points = new ArrayList<>();

    Training.Trained trained = new Training(plan(0.2), NOW, points::add).run();

    assertThat(trained.counts()).containsOnlyKeys("false", "true");
    assertThat(trained.figures().rows()).isBetween(35, 85);
    assertThat(trained.figures().accuracy()).isGreaterThan(0.95);
    assertThat(points).hasSize(3).allSatisfy(p -> assertThat(p.validationLoss()).isPositive());
    assertThat(trained.folder().description().identity().version()).startsWith("20261126-");
    try (Classifier student = Students.load(out)) {
      assertThat(
              student.answer(
                  List.of(question("such a stupid idiot"), question("great source, thanks"))))
          .extracting(Reply::text)
          .containsExactly(RUDE, FINE);
    }
  }

  @Test
  void studentSaysHowTheInputsItLearnedFromAreSpread() throws IOException {
    List<Example> examples = new ArrayList<>(examples(200));
    examples.add(row("test", FINE, "false").split(Split.TEST_INDIST).make());
    write(examples);

    Training.Trained trained = new Training(plan(0.2), NOW, TrainingWatch.SILENT).run();

    InputProfile profile = StudentInputs.read(out).profile();
    long learnedFrom = trained.counts().values().stream().mapToLong(Long::longValue).sum();
    assertThat(profile.rows()).isEqualTo(learnedFrom).isLessThan(200);
    assertThat(profile.features())
        .containsOnlyKeys(
            Feature.CHARACTERS,
            Feature.TOKENS,
            Feature.TURNS,
            Feature.SURPRISE,
            Feature.LANGUAGE,
            Feature.TOOLS,
            Feature.IMAGES,
            Feature.LABEL);
    assertThat(Objects.requireNonNull(profile.names(Feature.LABEL)).names())
        .containsExactly("false", "true");
  }

  @Test
  void sameSetAndSeedGiveTheSameFilesByteForByte() throws IOException {
    write(examples(120));
    new Training(plan(0.2), NOW, TrainingWatch.SILENT).run();
    byte[] weights = Files.readAllBytes(out.resolve("weights.safetensors"));
    String description = Files.readString(out.resolve("student.json"));

    new Training(plan(0.2), NOW, TrainingWatch.SILENT).run();

    assertThat(out.resolve("weights.safetensors")).hasBinaryContent(weights);
    assertThat(out.resolve("student.json")).hasContent(description);
  }

  @Test
  void nothingUnfinishedStaysBesideTheStudent() throws IOException {
    write(examples(120));
    Path unfinished = out.resolveSibling(".moderation.training");
    Files.createDirectories(unfinished.resolve("f00d"));
    Files.writeString(unfinished.resolve("f00d/checkpoint.safetensors"), "old");

    new Training(plan(0.2), NOW, TrainingWatch.SILENT).run();

    assertThat(out.getParent()).isDirectoryNotContaining("glob:**.moderation*");
    assertThat(out).isDirectory();
  }

  @Test
  void setsThatCannotBeTrainedOnAreRefusedWithWhatToDo() throws IOException {
    assertUnusable(
        set
            + " is no training set: it has no manifest.json; build one with understudy dataset"
            + " build");

    TrainingSets.write(set.resolve("E"), List.of());
    assertUnusable(
        set + " is no training set, but holds some: " + set.resolve("E") + "; name one of them");

    write(List.of());
    assertUnusable(set + " has no row to train on; look at its data card for where they went");

    write(List.of(row("a", FINE, "false").make(), row("b", FINE, "false").make()));
    assertUnusable(
        set
            + ": all 2 training rows have label 'false'; a student has to see at least two labels:"
            + " widen the corpus, or add gold rows of others");

    write(List.of(row("a", FINE, "false").make(), row("b", RUDE, "true").make()));
    assertUnusable(
        set
            + " has no validation rows; say hold_out: 10% in the training's file, or"
            + " splits.validation in the dataset's");

    write(List.of(row("a", FINE, "false").make(), row("b", "Hm.", null).make()));
    assertUnusable(
        set
            + ": the answer of row b has no label; say labels.without: drop in the dataset's file,"
            + " or labels.read in this one");
    assertThat(out).doesNotExist();
  }

  private void assertUnusable(String message) {
    assertThatThrownBy(() -> new Training(plan(0), NOW, TrainingWatch.SILENT).run())
        .isInstanceOf(UnusableSet.class)
        .hasMessage(message);
  }

  private TrainingPlan plan(double holdOut) {
    return new TrainingPlan(
        "moderation",
        set,
        out,
        7,
        holdOut,
        1,
        null,
        InputForm.SLOTS,
        NgramStudent.DEFAULT,
        Calibrator.TEMPERATURE,
        new DecisionGoal.Accuracy());
  }

  private static List<Example> examples(int rows) {
    Random random = new Random(5);
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      boolean rude = random.nextInt(3) == 0;
      String telling = rude ? "stupid idiot" : "great source thanks";
      examples.add(
          row("id-" + i, rude ? RUDE : FINE, rude ? "true" : "false")
              .input("this page is " + telling + " number " + random.nextInt(1000))
              .make());
    }
    return examples;
  }

  private static ExampleDraft row(String id, String answer, @Nullable String label) {
    return example(id).answer(answer).label(label).split(Split.TRAIN);
  }

  private void write(List<Example> examples) throws IOException {
    TrainingSets.write(set, examples);
  }

  private static Question question(String text) {
    return new Question(List.of(Turn.of("user", text)));
  }
}
