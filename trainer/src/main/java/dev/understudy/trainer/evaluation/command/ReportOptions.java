package dev.understudy.trainer.evaluation.command;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Yaml;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.figures.EvaluationReport;
import dev.understudy.trainer.evaluation.judge.Judged;
import dev.understudy.trainer.evaluation.report.EvaluationJson;
import dev.understudy.trainer.evaluation.report.EvaluationMarkdown;
import dev.understudy.trainer.evaluation.report.EvaluationPage;
import dev.understudy.trainer.evaluation.verdict.Requirements;
import dev.understudy.trainer.evaluation.verdict.RequirementsReader;
import dev.understudy.trainer.evaluation.verdict.Verdict;
import dev.understudy.trainer.mistakes.Corrections;
import dev.understudy.trainer.mistakes.Mistakes;
import dev.understudy.trainer.mistakes.MistakesPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is said of the outcome, where, and by what it is judged. */
final class ReportOptions {
  private static final int SEED = 1;
  private static final String ANNOTATOR = "evaluation";

  @Option(names = "--json", description = "Prints the whole report as JSON.")
  private boolean json;

  @Option(names = "--page", paramLabel = "FILE", description = "Writes the report as a page, too.")
  private @Nullable Path page;

  @Option(
      names = "--mistakes",
      paramLabel = "FILE",
      description = {
        "Writes a page that shows every mistake, on which a person marks who was right. It",
        "holds texts of the test."
      })
  private @Nullable Path mistakes;

  @Option(
      names = "--corrections",
      paramLabel = "FILE",
      description = {
        "Writes what gold says of mistakes as lines that the gateway takes as feedback. It",
        "holds texts of the test."
      })
  private @Nullable Path corrections;

  @Option(
      names = "--require",
      paramLabel = "FILE",
      description = "A YAML file of what a student must show to be fit.")
  private @Nullable Path required;

  @Option(names = "--gate", description = "Fails where the student is not fit for traffic.")
  private boolean gate;

  @Option(
      names = "--judged",
      paramLabel = "FILE",
      description = {
        "Writes down which student was judged, where it is fit: the SHA-256 of its student.json,",
        "which sha256sum --check holds against the folder later."
      })
  private @Nullable Path judgedFile;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /**
   * Refuses to write down a student that has no folder.
   *
   * @param judgesFolder whether the student that is judged has one
   */
  void require(boolean judgesFolder) {
    if (judgedFile != null && !judgesFolder) {
      throw new ParameterException(
          spec.commandLine(), "--judged needs a student that has a folder: --model DIR first");
    }
  }

  /** Takes away what was written of a student that was judged before. */
  void forgetJudged() throws IOException {
    if (judgedFile != null) {
      Files.deleteIfExists(judgedFile);
    }
  }

  /**
   * What a student must show.
   *
   * @throws IllegalArgumentException where the file has problems; the message has a line for each
   */
  Requirements requirements() {
    if (required == null) {
      return Requirements.DEFAULT;
    }
    String source = required.toString();
    Parsed<Requirements> parsed =
        Yaml.bytes(source, required)
            .fold(
                bytes -> Yaml.read(source, bytes, RequirementsReader::read),
                problems -> new Parsed.Bad<>(problems));
    return parsed.fold(
        read -> read,
        problems -> {
          throw new IllegalArgumentException(
              problems.stream().map(Object::toString).collect(Collectors.joining("\n")));
        });
  }

  /**
   * Says it all.
   *
   * @param student the student that is judged, where it has a folder
   * @return the exit status
   */
  int write(
      PrintWriter out,
      TestSet set,
      EvaluationReport report,
      Requirements requirements,
      @Nullable Judged judged,
      Optional<StudentOnDisk> student)
      throws IOException {
    Verdict verdict = isJudged(set) ? requirements.judge(report) : null;
    out.print(
        json
            ? EvaluationJson.write(report, verdict, judged)
            : EvaluationMarkdown.write(report, verdict, judged));
    out.flush();
    if (page != null) {
      Files.writeString(page, EvaluationPage.write(report, verdict, judged));
    }
    if (mistakes != null || corrections != null) {
      write(Mistakes.of(set, SEED), out);
    }
    if (judgedFile != null && verdict != null && verdict.isFit() && student.isPresent()) {
      student.get().writeTo(judgedFile);
    }
    return gate && verdict != null ? verdict.exitStatus() : 0;
  }

  /** Teachers that are compared, and texts without labels, are judged only where that is asked. */
  private boolean isJudged(TestSet set) {
    return gate
        || judgedFile != null
        || required != null
        || (set.first(Role.STUDENT).isPresent() && !set.labels().isEmpty());
  }

  private void write(Mistakes found, PrintWriter out) throws IOException {
    if (mistakes != null) {
      Files.writeString(mistakes, MistakesPage.write(found, MistakesPage.MOST_CHARACTERS));
    }
    if (corrections != null) {
      Corrections known = Corrections.known(found, ANNOTATOR);
      Files.write(corrections, known.lines());
      if (!json) {
        out.printf(
            "%n%,d corrections in %s; %,d more have no captured request to correct.%n",
            known.lines().size(), corrections, known.withoutRequest());
        out.flush();
      }
    }
  }
}
