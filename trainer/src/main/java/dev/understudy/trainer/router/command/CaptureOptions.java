package dev.understudy.trainer.router.command;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.place.StorePlaceReader;
import dev.understudy.trainer.corpus.MomentReader;
import dev.understudy.trainer.router.Goal;
import dev.understudy.trainer.router.Selection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Which captures are looked at, and what is wanted. */
final class CaptureOptions {
  @Option(
      names = "--captures",
      paramLabel = "PLACE",
      required = true,
      converter = StorePlaceReader.class,
      description = "A folder or s3://bucket/prefix of captures; may be given several times.")
  private List<StorePlace> captures = List.of();

  @Option(names = "--route", paramLabel = "NAME", required = true, description = "The route.")
  private String route = "";

  @Option(
      names = "--student",
      paramLabel = "UPSTREAM",
      description = "The student, where the route was compared with several.")
  private @Nullable String student;

  @Option(
      names = "--student-version",
      paramLabel = "NAME",
      description = "Its version as it calls itself; default: the one compared last.")
  private @Nullable String version;

  @Option(
      names = "--from",
      paramLabel = "WHEN",
      converter = MomentReader.class,
      description =
          "Only requests since then: 2026-01-31, which begins in UTC, or 2026-01-31T07:00:00Z.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      converter = MomentReader.class,
      description = "Only requests before then.")
  private @Nullable Instant to;

  @Option(
      names = "--label",
      paramLabel = "POINTER",
      converter = Pointer.class,
      description =
          "Where answers have their label, such as /is_bad, for corrections; default: the answer.")
  private LabelSettings.@Nullable Json label;

  @ArgGroup(multiplicity = "1")
  private Wanted wanted = new Wanted();

  /** One of the two. */
  static final class Wanted {
    @Option(
        names = "--teacher-share",
        paramLabel = "SHARE",
        converter = Percent.class,
        description = "So many of the requests to the teacher, such as 20%%.")
    private @Nullable Double teacherShare;

    @Option(
        names = "--agreement",
        paramLabel = "SHARE",
        converter = Percent.class,
        description = "So many of the requests answered as the teacher would, such as 98%%.")
    private @Nullable Double agreement;
  }

  /** Reads JSON pointers. */
  static final class Pointer implements ITypeConverter<LabelSettings.Json> {
    @Override
    public LabelSettings.Json convert(String text) {
      try {
        return new LabelSettings.Json(text);
      } catch (IllegalArgumentException none) {
        throw new TypeConversionException(String.valueOf(none.getMessage()));
      }
    }
  }

  /**
   * The captures that are looked at.
   *
   * @param command the command whose options these are
   * @throws ParameterException if their time ends before it begins
   */
  Selection selection(CommandSpec command) {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          command.commandLine(), "--to must be later than --from %s, got %s".formatted(from, to));
    }
    return new Selection(captures, route, student, version, from, to);
  }

  /** What the threshold is set for. */
  Goal goal() {
    if (wanted.teacherShare != null) {
      return new Goal.TeacherShare(wanted.teacherShare);
    }
    return new Goal.Agreement(wanted.agreement == null ? 1 : wanted.agreement);
  }

  /** Reads labels of answers and of corrections. */
  LabelReader labels() {
    LabelSettings.Where where = label == null ? new LabelSettings.Text() : label;
    return LabelReader.of(new LabelSettings(where, List.of()));
  }
}
