package dev.understudy.trainer.command;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.trainer.build.DatasetFile;
import dev.understudy.trainer.build.SetPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The file that describes the sets, and which of them are meant. */
final class FileArgument {
  @Parameters(paramLabel = "FILE", description = "The YAML file that describes the training sets.")
  private String file = "";

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "Only this one of the file's sets; may be given several times.")
  private List<String> sets = List.of();

  /** The file's content; null where it has problems, which are printed. */
  @Nullable DatasetFile read(PrintWriter err) {
    Parsed<DatasetFile> parsed = DatasetFile.read(file, Path.of(file));
    parsed.problems().forEach(err::println);
    return parsed.fold(read -> read, problems -> null);
  }

  /**
   * The sets that are meant, in the file's order.
   *
   * @throws IllegalArgumentException if one is named that there is not
   */
  List<SetPlan> wanted(DatasetFile read) {
    sets.forEach(read::set);
    return sets.isEmpty()
        ? read.sets()
        : read.sets().stream().filter(each -> sets.contains(each.name())).toList();
  }

  /** The file as the user named it. */
  String name() {
    return file;
  }
}
