package dev.understudy.trainer.training.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.understudy.student.classifier.Calibration;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.safetensors.SafetensorsReader;
import dev.understudy.student.safetensors.Tensor;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.training.Scoring;
import dev.understudy.trainer.training.TrainingRun;
import dev.understudy.trainer.training.TrainingWatch;
import dev.understudy.trainer.training.calibrate.Calibrator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncoderStudentTest {
  private static final Tuning FULL = new FullTuning(TinyTraining.FAST, 0);

  @TempDir private Path home;

  @Test
  void headIsFittedWhileTheEncoderStays() throws IOException {
    List<TrainingWatch.Point> points = new ArrayList<>();
    Path written = written(HeadTuning.DEFAULT, run(1, "work", points::add));

    assertThat(weights(written.resolve("encoder"))).isEqualTo(weights(home.resolve("tiny")));
    assertThat(points).hasSize(5);
    assertThat(points).anySatisfy(each -> assertThat(each.validationAccuracy()).isGreaterThan(0.7));
    assertThat(home.resolve("work")).doesNotExist();
  }

  @Test
  void encoderLearnsWhatItsVectorsDidNotTell() throws IOException {
    List<TrainingWatch.Point> points = new ArrayList<>();
    FineTuning longer = new FineTuning(14, 16, 1, 2e-3, 1e-2, 0.01, 0.1, 1, 0, 0, 14);
    try (Scorer scorer =
        student(new FullTuning(longer, 0))
            .train(TinyTraining.set(), TinyTraining.LABELS, run(3, "work", points::add))) {
      double accuracy =
          Scoring.accuracy(
              Scoring.of(scorer, TinyTraining.set().rows(Split.VALIDATION), TinyTraining.LABELS));

      assertThat(accuracy).isGreaterThan(0.95);
      TrainingWatch.Point last = points.get(points.size() - 1);
      assertThat(last.step()).isEqualTo(last.steps()).isEqualTo(14 * 30);
      assertThat(last.trainLoss()).isLessThan(points.get(0).trainLoss());
      assertThat(last.tokensPerSecond()).isPositive();
    }
  }

  @Test
  void sameSeedGivesTheSameWeightsBitByBit() throws IOException {
    Path first = written(FULL, run(7, "a", TrainingWatch.SILENT));
    Path same = written(FULL, run(7, "b", TrainingWatch.SILENT));
    Path other = written(FULL, run(8, "c", TrainingWatch.SILENT));

    assertSameBits(same, first);
    assertThat(Files.mismatch(encoderOf(other), encoderOf(first))).isNotNegative();
  }

  private static void assertSameBits(Path one, Path other) {
    assertThat(encoderOf(one)).hasSameBinaryContentAs(encoderOf(other));
    assertThat(one.resolve("head.safetensors"))
        .hasSameBinaryContentAs(other.resolve("head.safetensors"));
  }

  private static Path encoderOf(Path student) {
    return student.resolve("encoder/model.safetensors");
  }

  @Test
  void killedTrainingGoesOnToTheSameWeights() throws IOException, InterruptedException {
    Path whole = written(FULL, run(7, "whole", TrainingWatch.SILENT));
    Path left = home.resolve("killed");
    Process process =
        new ProcessBuilder(java(InterruptedTraining.class, home.resolve("tiny"), left))
            .redirectErrorStream(true)
            .start();
    List<String> said = untilSaid(process);
    process.destroyForcibly().waitFor();
    assertThat(said).contains(InterruptedTraining.SAID);
    assertThat(files(left)).containsExactly("best-1.safetensors", "checkpoint.safetensors");
    List<TrainingWatch.Point> points = new ArrayList<>();

    Path resumed = written(FULL, run(7, "killed", points::add));

    assertThat(points).filteredOn(each -> !Double.isNaN(each.validationLoss())).hasSize(3);
    assertSameBits(resumed, whole);
  }

  private static List<String> java(Class<?> main, Path encoder, Path work) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        main.getName(),
        encoder.toString(),
        work.toString());
  }

  @Test
  void trainingThatNeedsMoreMemoryThanThereIsSaysWhatToLower()
      throws IOException, InterruptedException {
    Path encoder = home.resolve("long");
    TinyTraining.writeEncoder(encoder, TinyTraining.LONGEST);
    List<String> limited =
        new ArrayList<>(List.of("sh", "-c", "ulimit -v 12000000; exec \"$@\"", "-"));
    limited.addAll(java(HungryTraining.class, encoder, home.resolve("work")));

    Process process = new ProcessBuilder(limited).redirectErrorStream(true).start();

    assertThat(process.inputReader().lines())
        .anyMatch(
            line ->
                line.matches(
                    "not enough memory on cpu: PyTorch could not get [\\d,]+ MiB\\. Lower batch"
                        + " \\(now 16\\) and raise accumulate as much, so that steps stay as large;"
                        + " or lower limit \\(now 8192 tokens\\), or say tune: lora or tune: head"));
    assertThat(process.waitFor()).isZero();
  }

  private static List<String> untilSaid(Process process) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.equals(InterruptedTraining.SAID)) {
        break;
      }
    }
    return lines;
  }

  @Test
  void otherSettingsDoNotGoOnFromThatCheckpoint() throws IOException {
    written(FULL, run(7, "work", TrainingWatch.SILENT));
    List<TrainingWatch.Point> points = new ArrayList<>();

    written(new FullTuning(TinyTraining.FAST, 1), run(7, "work", points::add));

    assertThat(points).filteredOn(each -> !Double.isNaN(each.validationLoss())).hasSize(4);
  }

  @Test
  void layersBelowTheFirstThatLearnsStay() throws IOException {
    Path written =
        written(new FullTuning(TinyTraining.FAST, 1), run(7, "work", TrainingWatch.SILENT));

    Map<String, Tensor> before = weights(home.resolve("tiny"));
    weights(written.resolve("encoder"))
        .forEach(
            (name, tensor) -> {
              boolean learns = name.startsWith("encoder.layer.1.");
              // What is added to all keys alike changes no attention: its gradient is nothing.
              if (!name.endsWith("key.bias")) {
                assertThat(Objects.equals(tensor, before.get(name))).as(name).isEqualTo(!learns);
              }
            });
    assertThatThrownBy(
            () -> written(new FullTuning(TinyTraining.FAST, 2), run(7, "work", point -> {})))
        .hasMessage(
            "train_from_layer must be less than 2, the encoder's layers, got 2; say tune: head to"
                + " train none");
  }

  @Test
  void adaptersAreMergedIntoTheWeightsTheyWereTrainedFor() throws IOException {
    List<TrainingWatch.Point> points = new ArrayList<>();
    FineTuning longer = new FineTuning(16, 16, 1, 5e-3, 1e-2, 0, 0.1, 1, 0, 0, 16);
    try (Scorer scorer =
        student(new LoraTuning(longer, 8, 16))
            .train(TinyTraining.set(), TinyTraining.LABELS, run(3, "work", points::add))) {
      double loss =
          Scoring.loss(
              Scoring.of(scorer, TinyTraining.set().rows(Split.VALIDATION), TinyTraining.LABELS),
              Calibration.none(2));
      Path folder = Files.createDirectories(home.resolve("adapted"));
      scorer.writeInto(folder);

      double least =
          points.stream()
              .mapToDouble(TrainingWatch.Point::validationLoss)
              .filter(each -> !Double.isNaN(each))
              .min()
              .orElseThrow();
      assertThat(loss).isEqualTo(least, within(1e-4)).isLessThan(0.2);
      Map<String, Tensor> before = weights(home.resolve("tiny"));
      weights(folder.resolve("encoder"))
          .forEach(
              (name, tensor) -> {
                boolean matrix = name.startsWith("encoder") && name.endsWith("weight");
                assertThat(Objects.equals(tensor, before.get(name)))
                    .as(name)
                    .isEqualTo(!matrix || name.contains("LayerNorm"));
              });
    }
  }

  @Test
  void lossThatIsNoNumberStopsWithWhatToDo() {
    FineTuning wild = new FineTuning(2, 16, 1, 1e30, 1e-2, 0, 0, 1, 0, 0, 2);

    assertThatThrownBy(() -> written(new FullTuning(wild, 0), run(7, "work", point -> {})))
        .isInstanceOf(Diverged.class)
        .hasMessage(
            "the loss of step 2 (epoch 1) is no finite number: lower learning_rate (now 1.0E30) or"
                + " head_learning_rate (now 0.01), or say precision: fp32");
  }

  @Test
  void trainingEndsWhenValidationGetsNoBetterAndKeepsTheBest() throws IOException {
    List<TrainingWatch.Point> points = new ArrayList<>();
    FineTuning forgetful = new FineTuning(30, 16, 1, 3e-2, 1e-1, 0, 0, 1, 0, 0, 2);
    try (Scorer scorer =
        student(new FullTuning(forgetful, 0))
            .train(TinyTraining.set(), TinyTraining.LABELS, run(7, "work", points::add))) {
      List<Double> losses =
          points.stream()
              .map(TrainingWatch.Point::validationLoss)
              .filter(loss -> !loss.isNaN())
              .toList();
      double kept =
          Scoring.loss(
              Scoring.of(scorer, TinyTraining.set().rows(Split.VALIDATION), TinyTraining.LABELS),
              Calibration.none(2));

      double least = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      assertThat(losses).hasSizeLessThan(30).hasSize(losses.indexOf(least) + 3);
      assertThat(kept).isEqualTo(least);
    }
  }

  @Test
  void rowsInAnotherMixAskForABias() throws IOException {
    assertThat(student(FULL).calibrator()).isEqualTo(Calibrator.TEMPERATURE_AND_BIAS);
    assertThat(student(HeadTuning.DEFAULT).calibrator()).isEqualTo(Calibrator.TEMPERATURE);
    assertThat(student(FullTuning.DEFAULT).calibrator()).isEqualTo(Calibrator.TEMPERATURE);
  }

  private EncoderStudent student(Tuning tuning) throws IOException {
    return TinyTraining.student(home.resolve("tiny"), tuning);
  }

  private TrainingRun run(long seed, String folder, TrainingWatch watch) {
    return new TrainingRun(seed, home.resolve(folder), watch);
  }

  /** The folder of what was trained. */
  private Path written(Tuning tuning, TrainingRun run) throws IOException {
    Path folder = Files.createTempDirectory(home, "student");
    try (Scorer scorer = student(tuning).train(TinyTraining.set(), TinyTraining.LABELS, run)) {
      scorer.writeInto(folder);
    }
    return folder;
  }

  private static Map<String, Tensor> weights(Path encoder) throws IOException {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    try (SafetensorsReader reader = SafetensorsReader.open(encoder.resolve("model.safetensors"))) {
      for (String name : reader.names()) {
        weights.put(name, reader.tensor(name));
      }
    }
    return weights;
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }
}
