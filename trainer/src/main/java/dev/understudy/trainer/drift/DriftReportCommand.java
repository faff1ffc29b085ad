package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.DriftSettings;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.trainer.corpus.UnreadableCaptures;
import dev.understudy.trainer.run.FileTrouble;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reports on captured requests. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lays a route's captured requests beside what a student was trained on, and tells when a",
      "gateway that watched them would have raised an alarm."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:reported, and no drift where --require is given",
      "1:something cannot be read, or drift where --require is given",
      "2:the command line is wrong"
    })
final class DriftReportCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Mixin private RouteOptions options = new RouteOptions();

  @Option(
      names = "--student",
      required = true,
      paramLabel = "FOLDER",
      description = "The student's folder, or its student.json.")
  private Path student = Path.of("");

  @Option(
      names = "--by",
      paramLabel = "UNIT",
      description = "hour or day, over which figures are taken; default: ${DEFAULT-VALUE}.")
  private String by = "day";

  @Option(
      names = "--alpha",
      paramLabel = "SHARE",
      description = "The chance of a false alarm, within (0, 1); default: ${DEFAULT-VALUE}.")
  private double alpha = DriftSettings.DEFAULT.alpha();

  @Option(
      names = "--window",
      paramLabel = "REQUESTS",
      description = "Over how many requests an alarm looks back; default: ${DEFAULT-VALUE}.")
  private int window = DriftSettings.DEFAULT.window();

  @Option(
      names = "--floor",
      paramLabel = "PSI",
      description = "Below this PSI nothing is called drift; default: ${DEFAULT-VALUE}.")
  private double floor = DriftSettings.DEFAULT.floor();

  @Option(
      names = "--no-labels",
      description = "Leaves the mix of labels out, as drift.labels: false does in rules.")
  private boolean withoutLabels;

  @Option(names = "--json", description = "Prints the report as JSON.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the report as a page, too. It holds no texts of the traffic.")
  private @Nullable Path page;

  @Option(names = "--require", description = "Fails where there is drift.")
  private boolean require;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    DriftSettings settings = settings();
    ChronoUnit unit = unit();
    try {
      return report(settings, unit);
    } catch (IOException | IllegalArgumentException | UnreadableCaptures failure) {
      spec.commandLine().getErr().println(FileTrouble.wording(failure));
      return FAILED;
    }
  }

  private DriftSettings settings() {
    try {
      return new DriftSettings(alpha, window, floor, DriftSettings.DEFAULT.seed());
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(spec.commandLine(), "--" + wrong.getMessage(), wrong);
    }
  }

  private ChronoUnit unit() {
    return switch (by) {
      case "hour" -> ChronoUnit.HOURS;
      case "day" -> ChronoUnit.DAYS;
      default ->
          throw new ParameterException(
              spec.commandLine(), "--by must be hour or day, got '" + by + "'");
    };
  }

  private int report(DriftSettings settings, ChronoUnit unit) throws IOException {
    StudentInputs read = StudentInputs.read(student);
    StudentInputs inputs = withoutLabels ? read.withoutLabels() : read;
    LabelReader reader = inputs.labels(options.labels(spec));
    TeachersLabels labels = reader == null ? null : new TeachersLabels(reader, options.teacher());
    DriftReport report = DriftRun.of(options.captured(spec), inputs, labels, settings, unit);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json() : report.text());
    out.flush();
    if (page != null) {
      Files.writeString(page, DriftPage.write(report));
    }
    return require && report.status().alarm() != null ? FAILED : 0;
  }
}
