package dev.understudy.trainer.training.command;

import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.ablation.Ablated;
import dev.understudy.trainer.training.ablation.AblationPage;
import dev.understudy.trainer.training.ablation.AblationReport;
import dev.understudy.trainer.training.ablation.AblationRun;
import dev.understudy.trainer.training.ablation.AskedTest;
import dev.understudy.trainer.training.ablation.LearningCurve;
import dev.understudy.trainer.training.file.TrainingFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how much more data would bring. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains a file's student on ever larger shares of its training rows, measures each, and",
      "tells what more rows would bring. What is finished is not trained again: a killed",
      "ablation goes on."
    })
public final class AblateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The YAML file that describes the training.")
  private String file = "";

  @Option(
      names = "--student",
      paramLabel = "NAME",
      description = "Which of the file's students; default: its only one.")
  private @Nullable String student;

  @Mixin private TestOptions tests = new TestOptions();

  @Option(names = "--json", description = "Prints the report as JSON.")
  private boolean json;

  @Option(names = "--page", paramLabel = "FILE", description = "Writes the report as a page, too.")
  private @Nullable Path page;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    return FileJob.of(file, spec, this::run);
  }

  private int run(TrainingFile read) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    TrainingPlan plan = plan(read);
    AskedTest test = tests.test(plan);
    Ablated ablated =
        new AblationRun(
                read.ablation(),
                plan,
                test,
                read.runs(),
                InstantSource.system(),
                FileJob.watches(read, err, err))
            .run();
    AblationReport report =
        new AblationReport(
            plan.name(),
            test == null ? "the validation part" : test.name(),
            ablated,
            LearningCurve.of(ablated.measured(), test != null || plan.holdOut() == 0));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json() : report.text());
    out.flush();
    if (page != null) {
      Files.writeString(page, AblationPage.write(report));
    }
    return 0;
  }

  private TrainingPlan plan(TrainingFile read) {
    if (student != null) {
      return read.plan(student);
    }
    if (read.plans().size() > 1) {
      throw new IllegalArgumentException(
          "%s has several students: name one with --student: %s"
              .formatted(file, String.join(", ", read.plans().keySet())));
    }
    return read.plans().values().iterator().next();
  }
}
