package dev.understudy.sink.firehose.sent;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One segment among those of all gateways.
 *
 * @param instance the gateway that wrote it
 * @param segment its name, such as {@code 20260131T071500123Z-5eedc0de}
 */
public record SegmentId(String instance, String segment) {
  private static final Pattern RECORD =
      Pattern.compile("(.+)-(\\d{8}T\\d{9}Z-[0-9a-f]{8})-(\\d{1,9})");

  public SegmentId {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(segment, "segment");
  }

  /** The id of the record at that place in the segment. */
  public String record(int index) {
    return this + "-" + index;
  }

  /** {@code <instance>-<segment>}, as file names hold it. */
  @Override
  public String toString() {
    return instance + "-" + segment;
  }

  /**
   * A record's id in its parts.
   *
   * @param segment the segment the record was captured into
   * @param index its place there
   */
  public record RecordId(SegmentId segment, int index) {
    public RecordId {
      Objects.requireNonNull(segment, "segment");
    }

    /** The parts of an id, or empty where it is none of ours. */
    public static Optional<RecordId> parse(String id) {
      Matcher matcher = RECORD.matcher(id);
      return matcher.matches()
          ? Optional.of(
              new RecordId(
                  new SegmentId(matcher.group(1), matcher.group(2)),
                  Integer.parseInt(matcher.group(3))))
          : Optional.empty();
    }

    @Override
    public String toString() {
      return segment.record(index);
    }
  }
}
