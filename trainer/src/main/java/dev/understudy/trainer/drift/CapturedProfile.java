package dev.understudy.trainer.drift;

import dev.understudy.diff.drift.DriftSettings;
import dev.understudy.diff.drift.FirstRequests;
import dev.understudy.diff.drift.InputFacts;
import dev.understudy.diff.drift.InputProfile;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.prompt.template.Prompts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How captured requests are spread. Only requests that a watch would count are in it: else those of
 * busy users would weigh more in the profile than in what is held against it.
 *
 * @param profile how they are spread
 * @param requests how many were read
 * @param labelled how many of those in the profile have a label
 */
record CapturedProfile(InputProfile profile, long requests, long labelled) {
  private static final long LEAST = 100;

  /**
   * Reads the captures three times, and makes the profile.
   *
   * @param labels reads labels of the teacher's answers, or null where they do not count
   * @param teacher the teacher's upstream, or null where nobody says
   * @throws IOException if they cannot be read, or are too few; the message says what to do
   */
  static CapturedProfile of(
      CapturedInputs captures, @Nullable LabelReader labels, @Nullable String teacher)
      throws IOException {
    Pass first = new Pass(labels, teacher);
    Map<String, Long> routes =
        new TreeMap<>(captures.each(captured -> first.take(captured, row -> {})));
    if (!routes.containsKey(captures.route())) {
      throw DriftRun.noRequests(captures.route(), routes);
    }
    if (first.counted < LEAST) {
      throw new IOException(
          ("route '%s' has %,d requests that count (the first of each user, conversation and key in"
                  + " %d) of %,d captured; a profile needs %d or more: widen --from and --to, or go"
                  + " on capturing")
              .formatted(
                  captures.route(),
                  first.counted,
                  DriftSettings.DEFAULT.window(),
                  first.requests,
                  LEAST));
    }
    try {
      InputProfile profile = ProfileDraft.of(rows -> each(captures, labels, teacher, rows));
      return new CapturedProfile(profile, first.requests, first.labelled);
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static void each(
      CapturedInputs captures,
      @Nullable LabelReader labels,
      @Nullable String teacher,
      Consumer<ProfileDraft.Row> rows) {
    Pass pass = new Pass(labels, teacher);
    try {
      captures.each(captured -> pass.take(captured, rows));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** One reading of the captures. */
  private static final class Pass {
    private final InputReader reader = new InputReader(Prompts.NONE);
    private final FirstRequests firsts =
        new FirstRequests(DriftSettings.DEFAULT.window(), DriftSettings.DEFAULT.seed());
    private final @Nullable TeachersLabels labels;
    private long requests;
    private long counted;
    private long labelled;

    Pass(@Nullable LabelReader labels, @Nullable String teacher) {
      this.labels = labels == null ? null : new TeachersLabels(labels, teacher);
    }

    void take(CapturedInputs.Captured captured, Consumer<ProfileDraft.Row> rows) {
      requests++;
      InputFacts facts = reader.read(captured.request());
      String label = labels == null ? null : labels.of(captured);
      if (facts != null && firsts.next(captured.keys())) {
        counted++;
        labelled += label == null ? 0 : 1;
        rows.accept(new ProfileDraft.Row(captured.id(), facts.labelled(label)));
      }
    }
  }
}
