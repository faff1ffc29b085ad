package dev.understudy.trainer.router;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.Table;
import dev.understudy.rules.request.RequestBody;
import dev.understudy.rules.router.RequestFeatures;
import dev.understudy.rules.router.RequestReader;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.corpus.CaptureFile;
import dev.understudy.trainer.corpus.CaptureFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route's captured requests, as far as a router learns from them.
 *
 * @param verdicts what was compared
 * @param compared requests that both answered, in the order of their identifiers
 * @param others requests that nobody compared: what else the traffic that may reach students is
 *     made of
 * @param left how many compared requests are left out
 */
record RouteTraffic(
    Verdicts verdicts, List<ComparedRequest> compared, List<RequestFeatures> others, Left left) {
  private static final Set<String> COLUMNS = columns();

  RouteTraffic {
    compared = List.copyOf(compared);
    others = List.copyOf(others);
  }

  /**
   * Numbers of compared requests that are left out.
   *
   * @param terms as the terms of the teacher's provider do not allow training, or were to be asked
   * @param unreadable as their bodies were not recorded, or are no JSON objects
   * @param missing as their exchanges are not in the captures of that time
   * @param beyond as there are more than are learned from
   */
  record Left(int terms, int unreadable, int missing, int beyond) {}

  private static Set<String> columns() {
    Set<String> columns = new HashSet<>(CapturedBody.COLUMNS);
    columns.addAll(
        Set.of("request_id", "role", "received_at", "route", "upstream", "may_train", "path"));
    columns.add("output");
    return Set.copyOf(columns);
  }

  /**
   * Reads what was captured.
   *
   * @param reader how requests are read
   * @param labels reads the label of an answer where people said what is right
   * @param seed of the lots where there is more than is looked at
   * @param most how many compared requests are looked at, and as many others
   * @throws IOException if there are no comparisons, or captures cannot be read
   */
  static RouteTraffic read(
      Selection selection, RequestReader reader, LabelReader labels, long seed, int most)
      throws IOException {
    Verdicts verdicts = Verdicts.read(selection);
    Reading reading =
        new Reading(selection, verdicts, GoldAnswers.read(selection, labels), reader, seed, most);
    for (CaptureFile file : selection.files(Table.EXCHANGES)) {
      try (CaptureFiles.Rows<Boolean> rows = CaptureFiles.rows(file, COLUMNS, reading::take)) {
        while (rows.hasNext()) {
          rows.next();
        }
      }
    }
    return reading.traffic();
  }

  /** A request, before it is known who was right. */
  private record Seen(String id, RequestFeatures features) {}

  private static final class Reading {
    private final Selection selection;
    private final Verdicts verdicts;
    private final GoldAnswers gold;
    private final RequestReader reader;
    private final Sample<Seen> compared;
    private final Sample<RequestFeatures> others;
    private final Set<String> met = new HashSet<>();
    private int comparedMet;
    private int terms;
    private int unreadable;

    Reading(
        Selection selection,
        Verdicts verdicts,
        GoldAnswers gold,
        RequestReader reader,
        long seed,
        int most) {
      this.selection = selection;
      this.verdicts = verdicts;
      this.gold = gold;
      this.reader = reader;
      this.compared = new Sample<>(seed, most);
      this.others = new Sample<>(seed, most);
    }

    /** Takes a row; whether anything came of it. */
    Boolean take(Row row) {
      String id = row.text("request_id");
      String role = row.text("role");
      if (id == null
          || role == null
          || !selection.route().equals(row.text("route"))
          || !selection.covers(row.number("received_at"))) {
        return false;
      }
      boolean isStudents = verdicts.student().equals(row.text("upstream"));
      if (isStudents && !role.equals("echo")) {
        gold.studentAnswered(id, row.text("output"));
      }
      if (!role.equals("primary") || !met.add(id)) {
        return false;
      }
      if (!isStudents) {
        gold.teacherAnswered(id, row.text("output"));
      }
      return takeRequest(id, row);
    }

    private boolean takeRequest(String id, Row row) {
      boolean isCompared = verdicts.agrees().containsKey(id);
      comparedMet += isCompared ? 1 : 0;
      if (isCompared && isForbidden(row.text("may_train"))) {
        terms++;
        return false;
      }
      byte[] body = CapturedBody.of(row);
      String path = Objects.requireNonNullElse(row.text("path"), "");
      RequestBody read = body == null ? null : RequestBody.read(body, path);
      if (body == null || read == null) {
        unreadable += isCompared ? 1 : 0;
        return false;
      }
      if (isCompared) {
        compared.offer(id, () -> new Seen(id, reader.read(body, path, read)));
      } else if (mayReachStudents(read, row)) {
        others.offer(id, () -> reader.read(body, path, read));
      }
      return true;
    }

    /**
     * What binds to state goes to the teacher whatever its score; unrecorded bodies do not tell.
     */
    private static boolean mayReachStudents(RequestBody read, Row row) {
      return read.state() == null || !CapturedBody.isRecorded(row);
    }

    private static boolean isForbidden(@Nullable String terms) {
      return "no".equals(terms) || "ask".equals(terms);
    }

    RouteTraffic traffic() throws IOException {
      List<Seen> drawn = compared.drawn();
      Set<String> ids = new HashSet<>();
      drawn.forEach(each -> ids.add(each.id()));
      Map<String, Judged.Gold> judged = gold.judge(ids);
      List<ComparedRequest> requests = new ArrayList<>();
      for (Seen each : drawn) {
        boolean agrees = Boolean.TRUE.equals(verdicts.agrees().get(each.id()));
        requests.add(
            new ComparedRequest(each.features(), new Judged(agrees, judged.get(each.id()))));
      }
      return new RouteTraffic(
          verdicts,
          requests,
          others.drawn(),
          new Left(
              terms,
              unreadable,
              verdicts.agrees().size() - comparedMet,
              compared.offered() - requests.size()));
    }
  }
}
