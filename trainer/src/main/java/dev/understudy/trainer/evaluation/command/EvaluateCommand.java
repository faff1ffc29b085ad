package dev.understudy.trainer.evaluation.command;

import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.loading.Students;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import dev.understudy.trainer.evaluation.asked.AskedStudent;
import dev.understudy.trainer.evaluation.asked.CsvTest;
import dev.understudy.trainer.evaluation.asked.SetTest;
import dev.understudy.trainer.evaluation.figures.Evaluation;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.figures.EvaluationSettings;
import dev.understudy.trainer.evaluation.recorded.UnreadableRecording;
import dev.understudy.trainer.evaluation.report.EvaluationJson;
import dev.understudy.trainer.evaluation.report.EvaluationMarkdown;
import dev.understudy.trainer.evaluation.report.EvaluationPage;
import dev.understudy.trainer.evaluation.verdict.Requirements;
import dev.understudy.trainer.evaluation.verdict.Verdict;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.label.LabelReader;
import dev.understudy.trainer.label.LabelSettings;
import dev.understudy.trainer.mistakes.Mistakes;
import dev.understudy.trainer.mistakes.MistakesPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks students a test set and reports how well they do. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Asks students a test and reports how often they are right: a frozen part of a",
      "training set (--set), or a CSV file (--test, --input, --gold). Systems are laid side",
      "by side: the students, and what teachers answered."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:evaluated, and fit where --gate is given",
      "1:something cannot be read, or not yet fit where --gate is given",
      "2:the command line is wrong"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int SEED = 1;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "A student's folder; the first given is judged, others stand beside it.")
  private List<Path> models = List.of();

  @Option(names = "--set", paramLabel = "DIR", description = "The folder of a training set.")
  private @Nullable Path set;

  @Option(
      names = "--part",
      paramLabel = "PART",
      description =
          "Which part of it: test-indist, test-balanced or validation (default: ${DEFAULT-VALUE}).",
      defaultValue = "test-indist")
  private String part = "";

  @Option(names = "--test", paramLabel = "FILE", description = "A CSV file.")
  private @Nullable Path test;

  @Option(
      names = "--prompt",
      paramLabel = "FILE",
      description = "A file with the prompt, %%s standing for the input; default: inputs alone.")
  private @Nullable Path prompt;

  @Option(names = "--input", paramLabel = "COLUMN", description = "The column of inputs.")
  private @Nullable String input;

  @Option(
      names = "--gold",
      paramLabel = "COLUMN",
      description = "The column of right labels: a label, True or False, 1 or 0.")
  private @Nullable String gold;

  @Option(
      names = "--teacher",
      paramLabel = "COLUMN",
      description = "A column of recorded answers to compare with; may be given several times.")
  private List<String> teachers = List.of();

  @Option(
      names = "--label",
      paramLabel = "POINTER",
      description =
          "Where recorded answers have their label, such as /is_bad; default: the answer.")
  private @Nullable String label;

  @Option(names = "--json", description = "Prints the whole report as JSON.")
  private boolean json;

  @Option(names = "--page", paramLabel = "FILE", description = "Writes the report as a page, too.")
  private @Nullable Path page;

  @Option(
      names = "--mistakes",
      paramLabel = "FILE",
      description = "Writes a page that shows every mistake. It holds texts of the test.")
  private @Nullable Path mistakes;

  @Option(names = "--gate", description = "Fails where the student is not fit for traffic.")
  private boolean gate;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    Map<TestSystem, Classifier> students = new LinkedHashMap<>();
    try {
      for (int i = 0; i < models.size(); i++) {
        Classifier student = Students.load(models.get(i));
        students.put(system(student, i), student);
      }
      return report(asked(students));
    } catch (IOException | UnreadableRecording | IllegalArgumentException failure) {
      err.println(failure.getMessage());
      return FAILED;
    } finally {
      students.values().forEach(Classifier::close);
    }
  }

  private static TestSystem system(Classifier student, int place) {
    String name = student.identity().name() + " " + student.identity().version();
    return place == 0
        ? new TestSystem(name, Role.STUDENT)
        : new TestSystem(name + " (" + (place + 1) + ")", Role.EARLIER);
  }

  private TestSet asked(Map<TestSystem, Classifier> students)
      throws IOException, UnreadableRecording {
    Map<TestSystem, AskedStudent> asked = new LinkedHashMap<>();
    students.forEach((system, student) -> asked.put(system, new AskedStudent(student)));
    if (set != null) {
      return new SetTest(set, split()).ask(asked);
    }
    Map<TestSystem, String> recorded = new LinkedHashMap<>();
    teachers.forEach(column -> recorded.put(new TestSystem(column, Role.TEACHER), column));
    LabelSettings.Where where =
        label == null ? new LabelSettings.Text() : new LabelSettings.Json(label);
    return new CsvTest(required(test), required(input), required(gold), prompt)
        .ask(asked, recorded, LabelReader.of(new LabelSettings(where, List.of())));
  }

  private Split split() {
    return Arrays.stream(Split.values())
        .filter(each -> each.word().equals(part))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--part must be test-indist, test-balanced, validation or train, got '"
                        + part
                        + "'"));
  }

  private <T> T required(@Nullable T option) {
    if (option == null) {
      throw new ParameterException(
          spec.commandLine(), "name a test: --set DIR, or --test FILE with --input and --gold");
    }
    return option;
  }

  private int report(TestSet set) throws IOException {
    EvaluationReport report = Evaluation.of(set, EvaluationSettings.DEFAULT);
    Verdict verdict = Requirements.DEFAULT.judge(report);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json ? EvaluationJson.write(report, verdict) : EvaluationMarkdown.write(report, verdict));
    out.flush();
    if (page != null) {
      Files.writeString(page, EvaluationPage.write(report, verdict));
    }
    if (mistakes != null) {
      Files.writeString(
          mistakes, MistakesPage.write(Mistakes.of(set, SEED), MistakesPage.MOST_CHARACTERS));
    }
    return gate ? verdict.exitStatus() : 0;
  }
}
