package dev.understudy.trainer.card;

import dev.understudy.trainer.page.Snippet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row, to look at.
 *
 * @param id what names it
 * @param receivedAtMicros when the request arrived, in microseconds since 1970 UTC
 * @param app the application, or null
 * @param template the template, or null
 * @param label its label, or null
 * @param provenance who says so
 * @param goldLabel what people or programs said, or null
 * @param detail why it was dropped, in figures and names, or null
 * @param input what was asked, or null where that must not be shown
 * @param answer what is to be answered, or null where that must not be shown
 * @param teacherAnswer what the teacher said where another answer took its place, or null
 */
public record Sample(
    String id,
    long receivedAtMicros,
    @Nullable String app,
    @Nullable String template,
    @Nullable String label,
    String provenance,
    @Nullable String goldLabel,
    @Nullable String detail,
    @Nullable Snippet input,
    @Nullable Snippet answer,
    @Nullable Snippet teacherAnswer) {

  public Sample {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(provenance, "provenance");
  }

  /**
   * Rows of one kind.
   *
   * @param stage the stage that dropped them, or null for kept rows
   * @param name the reason they were dropped for; of kept rows, their label, or null
   * @param rows how many rows of that kind there are
   * @param samples some of them, chosen by a hash of the seed and their identifiers
   */
  public record Group(
      @Nullable String stage, @Nullable String name, long rows, List<Sample> samples) {
    public Group {
      samples = List.copyOf(samples);
    }

    /** Whether these rows are kept. */
    public boolean areKept() {
      return stage == null;
    }
  }
}
