package dev.understudy.trainer.evaluation.command;

import dev.understudy.diff.label.LabelPlaces;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.asked.Answerer;
import dev.understudy.trainer.evaluation.asked.FrozenTest;
import dev.understudy.trainer.evaluation.endpoint.Unavailable;
import dev.understudy.trainer.evaluation.figures.Evaluation;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings;
import dev.understudy.trainer.evaluation.judge.Judged;
import dev.understudy.trainer.evaluation.recorded.GoldLabels;
import dev.understudy.trainer.evaluation.verdict.Requirements;
import dev.understudy.trainer.run.FileTrouble;
import dev.understudy.trainer.training.data.SetFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks students and teachers a test set and reports how well they do. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks students a test and reports how often they are right: a frozen part of a",
      "training set (--set), or a CSV file (--test, --input, --gold). Systems are laid side",
      "by side: students, baselines, and what teachers answered. Without a student, teachers",
      "are compared."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:evaluated, and fit where --gate is given",
      "1:something cannot be read or asked, or not yet fit where --gate is given",
      "2:the command line is wrong"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Mixin private StudentOptions students = new StudentOptions();
  @Mixin private TestOptions test = new TestOptions();
  @Mixin private TeacherOptions teachers = new TeacherOptions();
  @Mixin private TextOptions texts = new TextOptions();
  @Mixin private JudgeOptions judge = new JudgeOptions();
  @Mixin private ReportOptions reporting = new ReportOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    test.require();
    students.require();
    judge.require();
    reporting.require(students.judgesFolder());
    if (students.isEmpty() && teachers.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name who is asked: --model, --teacher or --ask");
    }
    PrintWriter err = spec.commandLine().getErr();
    try (StudentOptions.Loaded loaded = students.load()) {
      return evaluate(loaded);
    } catch (IOException | Unavailable | IllegalArgumentException failure) {
      err.println(FileTrouble.wording(failure));
      return FAILED;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      err.println("interrupted; what was answered is kept");
      return FAILED;
    }
  }

  private int evaluate(StudentOptions.Loaded loaded)
      throws IOException, Unavailable, InterruptedException {
    reporting.forgetJudged();
    Requirements requirements = reporting.requirements();
    List<String> labels = new ArrayList<>(loaded.labels());
    labels.addAll(teachers.labels());
    boolean readsLabels = test.hasLabels() || teachers.namesLabels();
    LabelReader reader = readsLabels ? teachers.reader() : null;
    FrozenTest frozen = test.read(teachers.columns(test.file()), reader, labels);
    boolean hasLabels = readsLabels && (test.set() == null || hasLabels(frozen));
    TestSet set = ask(frozen, loaded, hasLabels ? readerOfSet(loaded, reader) : null);
    Judged judged = null;
    Unavailable withoutJudge = null;
    try {
      judged = judge.judge(frozen, set);
    } catch (Unavailable gone) { // what was measured is worth telling nevertheless
      withoutJudge = gone;
    }
    EvaluationSettings settings = EvaluationSettings.DEFAULT;
    if (texts.isAsked() || test.hasReference() || !hasLabels) {
      settings = settings.withTexts(texts.read());
    }
    EvaluationReport report = Evaluation.of(set, settings);
    int status =
        reporting.write(
            spec.commandLine().getOut(), set, report, requirements, judged, loaded.judged());
    if (withoutJudge != null) {
      throw withoutJudge;
    }
    return status;
  }

  /** Of a training set it need not be said where its answers have their labels. */
  private @Nullable LabelReader readerOfSet(
      StudentOptions.Loaded loaded, @Nullable LabelReader said) throws IOException {
    Path set = test.set();
    boolean isNeeded = loaded.hasServed() || !teachers.isEmpty();
    if (set == null || teachers.namesLabels() || !isNeeded) {
      return said;
    }
    Map<String, String> answers = new SetFolder(set, InputForm.SLOTS, null).read().wordings();
    return LabelPlaces.in(answers)
        .map(place -> LabelReader.of(new LabelSettings(place, List.of())))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the answers of %s have their labels neither as a whole nor in their JSON: say"
                            .formatted(set)
                        + " --label POINTER, such as --label /is_bad"));
  }

  private TestSet ask(FrozenTest frozen, StudentOptions.Loaded loaded, @Nullable LabelReader reader)
      throws IOException, Unavailable, InterruptedException {
    Map<TestSystem, Answerer> asked =
        new LinkedHashMap<>(loaded.answerers(teachers.answers(), reader));
    if (!students.isEmpty()) {
      asked.putAll(students.baselines(reader == null ? null : test.set()));
    }
    asked.putAll(teachers.asked(reader));
    return GoldLabels.respelled(frozen.ask(asked));
  }

  /** Whether a part of a training set is about labels. */
  private static boolean hasLabels(FrozenTest frozen) {
    return frozen.questions().stream()
        .anyMatch(
            each ->
                each.row().gold() != null
                    || each.row().answers().values().stream()
                        .anyMatch(answer -> answer.label() != null));
  }
}
