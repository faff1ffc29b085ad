package dev.understudy.trainer.drift;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.place.StorePlaceReader;
import dev.understudy.trainer.corpus.MomentReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which requests are looked at, and where answers have their labels. */
final class RouteOptions {
  @Option(
      names = "--captures",
      required = true,
      paramLabel = "PLACE",
      converter = StorePlaceReader.class,
      description = "A folder or s3:// place that a gateway captured into.")
  private @Nullable StorePlace captures;

  @Option(
      names = "--route",
      required = true,
      paramLabel = "NAME",
      description = "The route whose requests are looked at.")
  private String route = "";

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
      paramLabel = "PICK",
      description =
          "Where answers have their labels: a pointer such as /is_bad, or a pattern (RE2) whose"
              + " first group the label is.")
  private @Nullable String label;

  @Option(
      names = "--teacher",
      paramLabel = "UPSTREAM",
      description =
          "The teacher, whose answers' labels count; without it only launches teacher and dark"
              + " tell of labels.")
  private @Nullable String teacher;

  /** The requests. */
  CapturedInputs captured(CommandSpec command) {
    StorePlace place = captures;
    if (place == null) {
      throw new ParameterException(command.commandLine(), "--captures is missing");
    }
    if (from != null && to != null && !from.isBefore(to)) {
      throw new ParameterException(
          command.commandLine(), "--to must be later than --from %s, got %s".formatted(from, to));
    }
    return new CapturedInputs(place, route, from, to);
  }

  String route() {
    return route;
  }

  @Nullable String teacher() {
    return teacher;
  }

  /** What --label says. */
  @Nullable String pick() {
    return label;
  }

  /** Reads labels as --label says; null where it is not given. */
  @Nullable LabelReader labels(CommandSpec command) {
    try {
      if (label != null && !label.startsWith("/")) {
        new LabelSettings.Regex(label); // as profiles and rules want it
      }
      return label == null ? null : LabelReader.picking(label);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(
          command.commandLine(),
          "--label must be a JSON pointer such as /is_bad, or a pattern of RE2 with one group, got "
              + label,
          wrong);
    }
  }
}
