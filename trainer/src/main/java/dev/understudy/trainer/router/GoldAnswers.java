package dev.understudy.trainer.router;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.corpus.CaptureFile;
import dev.understudy.trainer.corpus.CaptureFiles;
import dev.understudy.trainer.evaluation.recorded.GoldLabels;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people said the answers should have been, and who answered that. One thread. */
final class GoldAnswers {
  private static final Set<String> COLUMNS = Set.of("request_id", "given_at", "correction");

  private final Selection selection;
  private final LabelReader labels;
  private final Map<String, Said> corrections;
  private final Map<String, String> student = new HashMap<>();
  private final Map<String, String> teacher = new HashMap<>();

  /** A correction. */
  private record Said(String request, long at, @Nullable String text) {
    static Said of(Row row) {
      Number at = row.number("given_at");
      String request = row.text("request_id");
      return new Said(
          request == null ? "" : request, at == null ? 0 : at.longValue(), row.text("correction"));
    }
  }

  private GoldAnswers(Selection selection, LabelReader labels, Map<String, Said> corrections) {
    this.selection = selection;
    this.labels = labels;
    this.corrections = corrections;
  }

  /**
   * Reads corrections; of several to one request, the newest, and an empty one takes back those
   * before it.
   *
   * @param labels reads the label of an answer
   */
  static GoldAnswers read(Selection selection, LabelReader labels) throws IOException {
    Map<String, Said> corrections = new HashMap<>();
    for (CaptureFile file : selection.files(Table.FEEDBACK)) {
      try (CaptureFiles.Rows<Said> rows = CaptureFiles.rows(file, COLUMNS, Said::of)) {
        while (rows.hasNext()) {
          Said said = rows.next();
          if (said.text() != null) {
            corrections.merge(
                said.request(), said, (one, other) -> other.at() >= one.at() ? other : one);
          }
        }
      }
    }
    corrections.values().removeIf(said -> String.valueOf(said.text()).isEmpty());
    return new GoldAnswers(selection, labels, corrections);
  }

  /** Whether it is known what the answer to a request should have been. */
  boolean knows(String request) {
    return corrections.containsKey(request);
  }

  /** Takes the student's answer to a request of which that is known. */
  void studentAnswered(String request, @Nullable String output) {
    note(student, request, output);
  }

  /** Takes the teacher's. */
  void teacherAnswered(String request, @Nullable String output) {
    note(teacher, request, output);
  }

  private void note(Map<String, String> answers, String request, @Nullable String output) {
    if (output != null && knows(request)) {
      labels.read(output).ifPresent(label -> answers.put(request, label));
    }
  }

  /**
   * Who is right, for each request of which that is known and both answers have a label.
   *
   * @param requests those that count
   * @throws IOException if neither is right anywhere: then labels are read in a wrong place
   */
  Map<String, Judged.Gold> judge(Set<String> requests) throws IOException {
    Set<String> seen = new TreeSet<>(student.values());
    seen.addAll(teacher.values());
    GoldLabels gold = new GoldLabels(List.copyOf(seen));
    Map<String, Judged.Gold> judged = new HashMap<>();
    int corrected = 0;
    for (String request : requests) {
      Said said = corrections.get(request);
      if (said == null || said.text() == null) {
        continue;
      }
      corrected++;
      if (!student.containsKey(request) || !teacher.containsKey(request)) {
        continue;
      }
      String written = labels.read(said.text()).orElse(said.text());
      String right = gold.read(written).orElse(LabelReader.canonical(written));
      judged.put(
          request,
          new Judged.Gold(right.equals(student.get(request)), right.equals(teacher.get(request))));
    }
    requireSense(corrected, judged);
    return judged;
  }

  private void requireSense(int corrected, Map<String, Judged.Gold> judged) throws IOException {
    if (corrected > 0
        && judged.values().stream().noneMatch(gold -> gold.student() || gold.teacher())) {
      throw new IOException(
          ("%s: none of %,d corrections of answers to route '%s' is what the student or the teacher"
                  + " answered; say --label POINTER, where answers have their label, such as"
                  + " /is_bad")
              .formatted(selection.places(), corrected, selection.route()));
    }
  }
}
