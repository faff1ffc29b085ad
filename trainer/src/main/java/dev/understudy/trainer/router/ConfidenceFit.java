package dev.understudy.trainer.router;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.corpus.CaptureFile;
import dev.understudy.trainer.corpus.CaptureFiles;
import dev.understudy.trainer.mining.SampleRank;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sets the threshold of a student's own confidence, by what a dark launch told.
 *
 * @param student the upstream
 * @param versions its versions; empty where it says none
 * @param quality how well confidence tells requests answered as well as by the teacher from others
 * @param compared how many answers were compared; for a wanted agreement, the threshold is chosen
 *     on one half of them and measured on the other
 * @param right how many compared answers are right
 * @param gold of how many requests people said what is right
 * @param left how many comparisons were left out, and why
 */
public record ConfidenceFit(
    String student,
    List<String> versions,
    Quality quality,
    int compared,
    int right,
    int gold,
    LeftOut left) {
  private static final Set<String> COLUMNS =
      Set.of(
          "request_id",
          "role",
          "received_at",
          "route",
          "upstream",
          "model_served",
          "input",
          "output",
          "confidence");

  private static final long SEED = 1;

  public ConfidenceFit {
    versions = List.copyOf(versions);
  }

  /**
   * Sets it.
   *
   * @param labels reads the label of an answer where people said what is right
   * @throws IOException if captures cannot be read, or do not tell enough; the message says what to
   *     do
   */
  public static ConfidenceFit of(Selection selection, Goal goal, LabelReader labels)
      throws IOException {
    Verdicts verdicts = Verdicts.read(selection);
    Reading reading = new Reading(selection, verdicts, GoldAnswers.read(selection, labels));
    for (CaptureFile file : selection.files(Table.EXCHANGES)) {
      try (CaptureFiles.Rows<Boolean> rows = CaptureFiles.rows(file, COLUMNS, reading::take)) {
        while (rows.hasNext()) {
          rows.next();
        }
      }
    }
    reading.requireConfidence();
    reading.judge();
    List<ScoredRequest> scored = reading.scored;
    List<Judged> judged = scored.stream().map(ScoredRequest::judged).toList();
    LeftOut left = LeftOut.of(verdicts, 0, 0, verdicts.agrees().size() - scored.size(), 0);
    Enough.require(selection, verdicts, judged, left);
    double[] traffic =
        reading.confidence.values().stream().mapToDouble(Double::doubleValue).toArray();
    return new ConfidenceFit(
        verdicts.student(),
        verdicts.versions(),
        Quality.of(reading.curve(goal, traffic), goal),
        scored.size(),
        (int) judged.stream().filter(Judged::isAsGood).count(),
        (int) judged.stream().filter(each -> each.gold() != null).count(),
        left);
  }

  private static final class Reading {
    private final Selection selection;
    private final Verdicts verdicts;
    private final GoldAnswers gold;
    private final Map<String, Double> confidence = new TreeMap<>();
    private final Map<String, Boolean> isChoosing = new HashMap<>();
    private final List<ScoredRequest> scored = new ArrayList<>();
    private final List<ScoredRequest> choosing = new ArrayList<>();
    private final List<ScoredRequest> measured = new ArrayList<>();
    private int answers;

    Reading(Selection selection, Verdicts verdicts, GoldAnswers gold) {
      this.selection = selection;
      this.verdicts = verdicts;
      this.gold = gold;
    }

    /** Takes a row; whether it is an answer of the student. */
    Boolean take(Row row) {
      String id = row.text("request_id");
      if (id == null
          || !selection.route().equals(row.text("route"))
          || !selection.covers(row.number("received_at"))) {
        return false;
      }
      if (!verdicts.student().equals(row.text("upstream"))) {
        if ("primary".equals(row.text("role"))) {
          gold.teacherAnswered(id, row.text("output"));
        }
        return false;
      }
      if (!isOfVersion(row.text("model_served"))) {
        return false;
      }
      answers++;
      gold.studentAnswered(id, row.text("output"));
      Number confident = row.number("confidence");
      if (confident != null && confident.doubleValue() >= 0 && confident.doubleValue() <= 1) {
        confidence.put(id, confident.doubleValue());
        // Requests that say the same stand in the same half.
        String input = row.text("input");
        isChoosing.put(id, SampleRank.of(SEED, input == null ? id : input) < 0);
      }
      return true;
    }

    private boolean isOfVersion(@Nullable String model) {
      return verdicts.version() == null || verdicts.version().equals(model);
    }

    void requireConfidence() throws IOException {
      if (confidence.isEmpty()) {
        throw new IOException(
            "%s: none of %,d answers of student '%s' to route '%s' has a confidence; serve it with"
                    .formatted(selection.places(), answers, verdicts.student(), selection.route())
                + " understudy student, or ask for logprobs, and go on with the dark launch");
      }
    }

    void judge() throws IOException {
      Set<String> compared = new HashSet<>(verdicts.agrees().keySet());
      compared.retainAll(confidence.keySet());
      Map<String, Judged.Gold> judged = gold.judge(compared);
      confidence.forEach(
          (id, score) -> {
            Boolean agrees = verdicts.agrees().get(id);
            if (agrees != null) {
              ScoredRequest request = new ScoredRequest(score, new Judged(agrees, judged.get(id)));
              scored.add(request);
              (Boolean.TRUE.equals(isChoosing.get(id)) ? choosing : measured).add(request);
            }
          });
    }

    /** A share of the teacher is set whoever is right, so that all can be measured on. */
    QualityCurve curve(Goal goal, double[] traffic) throws IOException {
      if (goal instanceof Goal.TeacherShare) {
        return new QualityCurve(scored, traffic);
      }
      if (choosing.isEmpty() || measured.isEmpty()) {
        throw new IOException(
            ("route '%s': all %,d compared requests say the same, so that none are left to measure"
                    + " on; go on with the dark launch")
                .formatted(selection.route(), scored.size()));
      }
      return new QualityCurve(measured, choosing, traffic);
    }
  }
}
