package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.TeachersLot;
import dev.understudy.diff.label.LabelReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the labels of the teacher's answers, where it answered by lot. Where nobody says who the
 * teacher is, that is all requests of {@code teacher} and {@code dark} launches, and no others.
 * Requests must come in the order of time. Not thread-safe.
 */
final class TeachersLabels {
  private final LabelReader reader;
  private final @Nullable String teacher;
  private final TeachersLot lot = new TeachersLot();

  /**
   * Labels so read.
   *
   * @param teacher the teacher's upstream, or null where that is not known
   */
  TeachersLabels(LabelReader reader, @Nullable String teacher) {
    this.reader = Objects.requireNonNull(reader, "reader");
    this.teacher = teacher;
  }

  /** The label of an answer; null where it has none, or is not the teacher's by lot. */
  @Nullable String of(CapturedInputs.Captured captured) {
    Double bucket = captured.keys().bucket();
    if (teacher != null && !teacher.equals(captured.upstream())) {
      lot.student(bucket);
      return null;
    }
    String launch = captured.launch();
    boolean isDealt = launch.equals("canary") || launch.equals("hybrid");
    if (captured.output() == null
        || (isDealt && teacher == null)
        || !lot.isTeachers(launch, bucket)) {
      return null;
    }
    return reader.read(captured.output()).orElse(null);
  }
}
