package dev.understudy.rules.command;

import dev.understudy.rules.Rules;
import dev.understudy.rules.decision.Learned;
import dev.understudy.rules.named.ForeignFiles;
import dev.understudy.rules.named.NamedFiles;
import dev.understudy.rules.preview.CaptureFiles;
import dev.understudy.rules.preview.UnreadableCaptures;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.RulesFile;
import dev.understudy.rules.yaml.Scalar;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What every rules command takes, and how it reads rules and tells what is wrong with them. */
final class RulesOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--teacher",
      paramLabel = "URL",
      converter = BaseUrl.class,
      description =
          "The teacher that the gateway is started with; it takes what no route speaks about.")
  private @Nullable URI teacher;

  /** The rules in the file; the problems were told where there are none. */
  @Nullable Rules read(Path file) {
    Parsed<Rules> parsed = RulesFile.read(file.toString(), file, teacher);
    return parsed.<@Nullable Rules>fold(
        rules -> rules,
        problems -> {
          tell(problems);
          return null;
        });
  }

  /** What the files that the rules name tell of requests; null where one cannot be used. */
  @Nullable Learned learned(Rules rules) {
    try {
      return NamedFiles.learned(rules, foreign());
    } catch (IOException unusable) {
      err().println(unusable.getMessage());
      return null;
    }
  }

  /** Whether the files that the rules name can be used; tells what is wrong with them. */
  boolean canUseFiles(Path file, Rules rules) {
    List<Problem> problems = NamedFiles.problems(file.toString(), rules, foreign());
    if (!problems.isEmpty()) {
      tell(problems);
    }
    return problems.isEmpty();
  }

  private ForeignFiles foreign() {
    return command().foreign();
  }

  /**
   * Opens what was captured into a place; what has to be fetched is told. The caller closes it.
   *
   * @throws ParameterException if it is no place
   */
  CaptureFiles captures(String place) throws UnreadableCaptures {
    try {
      return command().captures().open(place, this::note);
    } catch (IllegalArgumentException noPlace) {
      throw new ParameterException(
          spec.commandLine(), String.valueOf(noPlace.getMessage()), noPlace);
    }
  }

  private void note(String line) {
    err().println(line);
    err().flush();
  }

  private RulesCommand command() {
    CommandLine parent = Objects.requireNonNull(spec.commandLine().getParent(), "no parent");
    return parent.getCommand();
  }

  private void tell(List<Problem> problems) {
    PrintWriter err = err();
    problems.forEach(err::println);
    err.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
  }

  /** Where answers go. */
  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Where problems go. */
  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Reads the teacher's URL as the gateway does. */
  static final class BaseUrl implements ITypeConverter<URI> {
    @Override
    public URI convert(String value) {
      try {
        return Scalar.BASE_URL.read(value);
      } catch (Mismatch mismatch) {
        throw new TypeConversionException(mismatch.getMessage());
      }
    }
  }
}
