package dev.understudy.trainer.training.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.label.LabelSettings;
import dev.understudy.rules.yaml.Yaml;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.head.Reading;
import dev.understudy.student.tokens.Keep;
import dev.understudy.trainer.training.Measure;
import dev.understudy.trainer.training.NgramStudent;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.ablation.Ablation;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.calibrate.DecisionGoal;
import dev.understudy.trainer.training.experiment.Experiment;
import dev.understudy.trainer.training.mlflow.MlflowSettings;
import dev.understudy.trainer.training.tune.EncoderStudent;
import dev.understudy.trainer.training.tune.FineTuning;
import dev.understudy.trainer.training.tune.FullTuning;
import dev.understudy.trainer.training.tune.HeadTuning;
import dev.understudy.trainer.training.tune.LoraTuning;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFileTest {
  @TempDir private Path folder;

  @Test
  void shortestFileTrainsThePlainestStudent() throws IOException {
    TrainingFile file = good("version: 1\nname: moderation\nset: sets/E\nstudent: {ngram: {}}\n");

    TrainingPlan plan = file.plan("moderation");
    assertThat(plan.set()).isEqualTo(folder.resolve("sets/E"));
    assertThat(plan.out()).isEqualTo(folder.resolve("moderation"));
    assertThat(plan.student()).isEqualTo(NgramStudent.DEFAULT);
    assertThat(plan.calibrator()).isEqualTo(Calibrator.TEMPERATURE);
    assertThat(plan.goal()).isEqualTo(new DecisionGoal.Accuracy());
    assertThat(plan.form()).isEqualTo(InputForm.SLOTS);
    assertThat(plan.holdOut()).isZero();
  }

  @Test
  void studentsOfOneFileDifferInWhatTheySay() throws IOException {
    TrainingFile file =
        good(
            """
            version: 1
            name: moderation
            set: sets/E
            out: students
            hold_out: 10%
            seed: 3
            labels: {read: {json: /is_bad}}
            student: {ngram: {strength: [1, 2.5e1]}}
            students:
              wide: {student: {ngram: {words: 3}}}
              careful: {goal: {recall: {label: "1", at_least: 95%}}, calibration: none}
              fair: {goal: balanced_accuracy, input: pruned}
            """);

    assertThat(file.plans()).containsOnlyKeys("wide", "careful", "fair");
    assertThat(file.plan("wide").labels())
        .isEqualTo(new LabelSettings(new LabelSettings.Json("/is_bad"), List.of()));
    assertThat(file.plan("wide").out()).isEqualTo(folder.resolve("students/wide"));
    NgramStudent wide = (NgramStudent) file.plan("wide").student();
    assertThat(wide.reader().words()).isEqualTo(3);
    NgramStudent careful = (NgramStudent) file.plan("careful").student();
    assertThat(careful.strengths()).containsExactly(1.0, 25.0);
    assertThat(file.plan("careful").goal()).isEqualTo(new DecisionGoal.Recall("1", 0.95));
    assertThat(file.plan("careful").calibrator()).isEqualTo(Calibrator.NONE);
    assertThat(file.plan("careful").holdOut()).isEqualTo(0.1);
    assertThat(file.plan("fair").form()).isEqualTo(InputForm.PRUNED);
  }

  @Test
  void allProblemsAreToldAtOnceWithTheirPlaces() throws IOException {
    assertThat(
            problems(
                """
                version: 2
                name: moderation
                student: {ngram: {words: 9, strength: [0]}}
                goal: fame
                hold_out: 110%
                tea: yes
                """))
        .containsExactlyInAnyOrder(
            "train.yaml:1:1: set is required",
            "train.yaml:1:10: version must be 1, got '2'",
            "train.yaml:3:26: student.ngram.words must be a whole number within [1, 4], got '9'",
            "train.yaml:3:40: each of student.ngram.strength must be a number greater than 0, got"
                + " '0'",
            "train.yaml:4:7: goal must be accuracy or balanced_accuracy, got 'fame'",
            "train.yaml:5:11: hold_out must be within [0, 1], that is [0%, 100%], got '110%'",
            "train.yaml:6:1: unknown key 'tea'; known: version, name, out, students, runs,"
                + " mlflow, experiment, ablation, set, seed, hold_out, train_on, labels, input,"
                + " student, calibration, goal");
  }

  @Test
  void encodersAreTrainedAsTheFileSays() throws IOException {
    TrainingFile file =
        good(
            """
            version: 1
            name: moderation
            set: sets/E
            student: {encoder: {}}
            students:
              plain: {}
              lora: {student: {encoder: {tune: lora, rank: 4, alpha: 8}}}
              head:
                student: {encoder: {from: all-MiniLM-L6-v2, limit: 64, keep: end, strength: 3}}
              full:
                student:
                  encoder:
                    from: encoders/own
                    tune: full
                    precision: bf16
                    device: gpu0
                    threads: 2
                    epochs: 2
                    batch: 16
                    accumulate: 4
                    learning_rate: 3e-5
                    head_learning_rate: 2e-3
                    weight_decay: 2%
                    warm_up: 20%
                    clip: 0.5
                    dropout: 0%
                    resample: 1.5
                    patience: 3
                    train_from_layer: 6
                    smoothing: 5%
                    soft: true
                    balance: 50%
            """);

    assertThat(file.plan("plain").student()).isEqualTo(EncoderStudent.DEFAULT);
    assertThat(file.plan("plain").calibrator()).isEqualTo(Calibrator.TEMPERATURE);
    EncoderStudent head = (EncoderStudent) file.plan("head").student();
    assertThat(head.from()).isEqualTo("all-MiniLM-L6-v2");
    assertThat(head.reading()).isEqualTo(new Reading(64, Keep.END));
    assertThat(head.tuning()).isEqualTo(new HeadTuning(List.of(3.0)));
    assertThat(((EncoderStudent) file.plan("lora").student()).tuning())
        .isEqualTo(new LoraTuning(LoraTuning.DEFAULT.how(), 4, 8));
    assertThat(file.plan("full").student())
        .isEqualTo(
            new EncoderStudent(
                folder.resolve("encoders/own").toString(),
                new Reading(128, Keep.BEGINNING),
                Precision.BF16,
                "gpu0",
                2,
                0.05,
                true,
                0.5,
                new FullTuning(
                    new FineTuning(2, 16, 4, 3e-5, 2e-3, 0.02, 0.2, 0.5, 0, 1.5, 3), 6)));
    assertThat(file.plan("full").calibrator()).isEqualTo(Calibrator.TEMPERATURE_AND_BIAS);
  }

  @Test
  void keysThatMeanNothingToAHeadAreRefused() throws IOException {
    assertThat(
            problems(
                """
                version: 1
                name: moderation
                set: sets/E
                student: {encoder: {tune: head, epochs: 3, dropout: 100%}}
                """))
        .containsExactly(unknown("4:33", "epochs"), unknown("4:44", "dropout"));
    assertThat(
            problems(
                """
                version: 1
                name: moderation
                set: sets/E
                student: {encoder: {tune: most, dropout: 100%}}
                """))
        .contains("train.yaml:4:27: student.encoder.tune must be head, full or lora, got 'most'");
  }

  @Test
  void settingsOfAPlanAreAFileThatSaysTheSame() throws IOException {
    TrainingFile file =
        good(
            """
            version: 1
            name: moderation
            set: sets/E
            hold_out: 10%
            train_on: 25%
            seed: 3
            students:
              plain:
                student: {ngram: {words: 3, strength: [0.5, 20], smoothing: 5%, balance: 50%}}
              pattern:
                student: {ngram: {}}
                labels: {read: {pattern: 'Answer: (.*)', labels: [a, b]}}
                goal: {recall: {label: a, at_least: 95%}}
              head: {student: {encoder: {from: all-MiniLM-L6-v2, keep: both_ends}}, input: pruned}
              lora: {student: {encoder: {tune: lora, rank: 4, precision: bf16}}, goal: balanced_accuracy}
              full:
                labels: {read: {text: true}}
                student: {encoder: {from: own, tune: full, resample: 1.5, learning_rate: 3e-5}}
                calibration: none
            """);

    assertThat(file.plans()).hasSize(5);
    for (TrainingPlan plan : file.plans().values()) {
      TrainingFile again = good(Yaml.write(plan.settings()));
      assertThat(again.plan("moderation")).isEqualTo(plan);
    }
  }

  @Test
  void experimentVariesOneSettingAtATime() throws IOException {
    TrainingFile file =
        good(
            """
            version: 1
            name: moderation
            set: sets/E
            student: {encoder: {tune: full, epochs: 2}}
            experiment:
              vary:
                student.encoder.learning_rate: [2e-5, 5e-5]
                student: [{ngram: {words: 3}}]
                set: [sets/A]
              seeds: [4, 5]
              by: macro_f1
              keep: all
            """);

    Experiment experiment = Objects.requireNonNull(file.experiment());

    assertThat(experiment.variations())
        .extracting(Experiment.Variation::name)
        .containsExactly(
            "as in the file",
            "student.encoder.learning_rate: 2e-5",
            "student.encoder.learning_rate: 5e-5",
            "student: {ngram: {words: 3}}",
            "set: sets/A");
    TrainingPlan base = file.plan("moderation");
    TrainingPlan slow = experiment.variations().get(1).plans().get(1);
    assertThat(slow.seed()).isEqualTo(5);
    FineTuning how = ((FullTuning) ((EncoderStudent) slow.student()).tuning()).how();
    assertThat(how.learningRate()).isEqualTo(2e-5);
    assertThat(how.epochs()).isEqualTo(2);
    assertThat(experiment.variations().get(3).plans().get(0).student())
        .isInstanceOf(NgramStudent.class);
    assertThat(experiment.variations().get(4).plans().get(0).set())
        .isEqualTo(folder.resolve("sets/A"));
    assertThat(experiment.variations().get(4).plans().get(0).student()).isEqualTo(base.student());
    assertThat(experiment.by()).isEqualTo(Measure.MACRO_F1);
    assertThat(experiment.keep()).isEqualTo(Experiment.Keep.ALL);
  }

  @Test
  void whatIsWrongInWhatIsVariedIsToldWithItsPlace() throws IOException {
    assertThat(
            problems(
                """
                version: 1
                name: moderation
                set: sets/E
                student: {encoder: {tune: full}}
                experiment:
                  vary:
                    student.encoder.learning_rate: [2e-5, fast]
                    student.encoder.lerning_rate: [2e-5]
                    goal: accuracy
                  seeds: [x]
                """))
        .containsExactly(
            "train.yaml:7:43: student.encoder.learning_rate must be a number greater than 0, got"
                + " 'fast'",
            "train.yaml:8:5: unknown key 'lerning_rate' in student.encoder, did you mean"
                + " 'learning_rate'?",
            "train.yaml:9:11: experiment.vary.goal must be a list, got 'accuracy'",
            "train.yaml:10:11: each of experiment.seeds must be a whole number within [0,"
                + " 2147483647], got 'x'");
    assertThat(
            problems(
                """
                version: 1
                name: moderation
                set: sets/E
                student: {ngram: {}}
                experiment: {seeds: [1, 2]}
                """))
        .containsExactly(
            "train.yaml:5:13: experiment.vary must name what is varied, such as"
                + " student.encoder.learning_rate: [2e-5, 5e-5]");
  }

  @Test
  void runsTrackingAndSharesHaveDefaults() throws IOException {
    TrainingFile plain = good("version: 1\nname: moderation\nset: E\nstudent: {ngram: {}}\n");
    TrainingFile said =
        good(
            """
            version: 1
            name: moderation
            set: E
            seed: 9
            student: {ngram: {}}
            runs: here
            mlflow: {}
            ablation: {shares: [50%, 10%, 100%]}
            """);

    assertThat(plain.runs()).isEqualTo(folder.resolve("runs"));
    assertThat(plain.mlflow()).isNull();
    assertThat(plain.experiment()).isNull();
    assertThat(plain.ablation())
        .isEqualTo(new Ablation(List.of(0.05, 0.1, 0.25, 0.5, 0.75, 1.0), List.of(0L)));
    assertThat(said.runs()).isEqualTo(folder.resolve("here"));
    assertThat(said.mlflow())
        .isEqualTo(
            new MlflowSettings(
                URI.create("http://127.0.0.1:5000"), "moderation", "MLFLOW_TRACKING_TOKEN"));
    assertThat(said.ablation()).isEqualTo(new Ablation(List.of(0.1, 0.5, 1.0), List.of(9L)));
  }

  private static String unknown(String place, String key) {
    return ("train.yaml:%s: unknown key '%s' in student.encoder; known: from, limit, keep,"
            + " precision, device, threads, smoothing, soft, balance, tune, strength")
        .formatted(place, key);
  }

  private TrainingFile good(String yaml) throws IOException {
    return TrainingFile.read("train.yaml", written(yaml)).orThrow();
  }

  private List<String> problems(String yaml) throws IOException {
    return TrainingFile.read("train.yaml", written(yaml)).problems().stream()
        .map(Object::toString)
        .toList();
  }

  private Path written(String yaml) throws IOException {
    return Files.writeString(folder.resolve("train.yaml"), yaml);
  }
}
