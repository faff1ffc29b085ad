package dev.understudy.trainer.router.command;

import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.trainer.corpus.CorpusSettings;
import dev.understudy.trainer.label.LabelReader;
import dev.understudy.trainer.label.LabelSettings;
import dev.understudy.trainer.router.Goal;
import dev.understudy.trainer.router.Selection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which captures are looked at, and what is wanted. */
final class CaptureOptions {
  @Option(
      names = "--captures",
      paramLabel = "PLACE",
      required = true,
      description = "A folder or s3://bucket/prefix of captures; may be given several times.")
  private List<String> captures = List.of();

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
      converter = Moment.class,
      description =
          "Only requests since then: 2026-01-31, which begins in UTC, or 2026-01-31T07:00:00Z.")
  private @Nullable Instant from;

  @Option(
      names = "--to",
      paramLabel = "WHEN",
      converter = Moment.class,
      description = "Only requests before then.")
  private @Nullable Instant to;

  @Option(
      names = "--label",
      paramLabel = "POINTER",
      description =
          "Where answers have their label, such as /is_bad, for corrections; default: the answer.")
  private @Nullable String label;

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

  /** Reads moments. */
  static final class Moment implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      try {
        return CorpusSettings.moment(text);
      } catch (Mismatch wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  /**
   * The captures that are looked at.
   *
   * @throws IllegalArgumentException if a place is none
   */
  Selection selection() {
    return new Selection(
        captures.stream().map(StorePlace::parse).toList(), route, student, version, from, to);
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
    LabelSettings.Where where =
        label == null ? new LabelSettings.Text() : new LabelSettings.Json(label);
    return LabelReader.of(new LabelSettings(where, List.of()));
  }
}
