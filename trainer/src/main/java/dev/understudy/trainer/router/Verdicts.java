package dev.understudy.trainer.router;

import dev.understudy.exchange.Table;
import dev.understudy.exchange.Verdict;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.corpus.CaptureFile;
import dev.understudy.trainer.corpus.CaptureFiles;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of a route's requests a student answered as the teacher did.
 *
 * @param student the upstream whose answers were compared
 * @param version its version as it calls itself, or null where it says none
 * @param agrees for each compared request, by its identifier, whether the two agree
 * @param incomparable how many comparisons came to nothing and are left out
 * @param otherVersions how many comparisons are of other versions and are left out
 * @param withheld how many comparisons are of answers that were withheld, which are the unsure
 *     ones, and are left out
 */
record Verdicts(
    String student,
    @Nullable String version,
    Map<String, Boolean> agrees,
    int incomparable,
    int otherVersions,
    int withheld) {
  private static final Set<String> COLUMNS =
      Set.of("request_id", "compared_at", "route", "student", "student_version", "verdict", "echo");

  Verdicts {
    agrees = Map.copyOf(agrees);
  }

  /** A comparison. */
  private record Compared(
      String request,
      long at,
      String route,
      String student,
      @Nullable String version,
      String verdict) {
    static Compared of(Row row) {
      Number at = row.number("compared_at");
      return new Compared(
          text(row, "request_id"),
          at == null ? 0 : at.longValue(),
          text(row, "route"),
          text(row, "student"),
          row.text("student_version"),
          Boolean.TRUE.equals(row.truth("echo")) ? "" : text(row, "verdict"));
    }

    boolean isEcho() {
      return verdict.isEmpty();
    }

    String versionOrNone() {
      return version == null ? "" : version;
    }
  }

  private static String text(Row row, String column) {
    String text = row.text(column);
    if (text == null) {
      throw new IllegalArgumentException("the column " + column + " must not be empty");
    }
    return text;
  }

  /**
   * Reads what was compared.
   *
   * @throws IOException if nothing fits the selection, or more than one student does; the message
   *     says what there is and what to do
   */
  static Verdicts read(Selection selection) throws IOException {
    Set<String> routes = new TreeSet<>();
    Map<String, Map<String, Compared>> byStudent = new TreeMap<>();
    for (CaptureFile file : selection.files(Table.COMPARISONS)) {
      try (CaptureFiles.Rows<Compared> rows = CaptureFiles.rows(file, COLUMNS, Compared::of)) {
        while (rows.hasNext()) {
          Compared next = rows.next();
          routes.add(next.route());
          if (!next.isEcho() && next.route().equals(selection.route())) {
            byStudent
                .computeIfAbsent(next.student(), any -> new HashMap<>())
                .merge(next.request() + " " + next.versionOrNone(), next, Verdicts::later);
          }
        }
      }
    }
    String student = student(selection, byStudent, routes);
    return of(selection, student, List.copyOf(byStudent.getOrDefault(student, Map.of()).values()));
  }

  /** A delivery that is repeated brings a comparison twice; the later one counts. */
  private static Compared later(Compared one, Compared other) {
    return Comparator.comparingLong(Compared::at)
                .thenComparing(Compared::verdict)
                .compare(one, other)
            < 0
        ? other
        : one;
  }

  private static String student(
      Selection selection, Map<String, Map<String, Compared>> byStudent, Set<String> routes)
      throws IOException {
    String wanted = selection.student();
    if (wanted != null ? byStudent.containsKey(wanted) : byStudent.size() == 1) {
      return wanted != null ? wanted : byStudent.keySet().iterator().next();
    }
    if (!byStudent.isEmpty()) {
      throw new IOException(
          wanted == null
              ? "route '%s' was compared with several students: say which with --student: %s"
                  .formatted(selection.route(), String.join(", ", byStudent.keySet()))
              : "%s: route '%s' was compared with no student '%s'; compared were: %s"
                  .formatted(
                      selection.places(),
                      selection.route(),
                      wanted,
                      String.join(", ", byStudent.keySet())));
    }
    throw new IOException(
        routes.isEmpty()
            ? selection.places()
                + ": holds no comparisons; serve the route with launch: {dark: ...} first, so that"
                + " the student is compared with the teacher"
            : "%s: holds no comparisons of route '%s'; compared were routes: %s"
                .formatted(selection.places(), selection.route(), String.join(", ", routes)));
  }

  private static Verdicts of(Selection selection, String student, List<Compared> all)
      throws IOException {
    String version = selection.version();
    if (version == null) {
      version =
          all.stream()
              .max(Comparator.comparingLong(Compared::at).thenComparing(Compared::versionOrNone))
              .map(Compared::versionOrNone)
              .orElse("");
    }
    Set<String> withheld = WithheldAnswers.read(selection, student);
    Map<String, Boolean> agrees = new HashMap<>();
    int incomparable = 0;
    int others = 0;
    int unsure = 0;
    Set<String> versions = new TreeSet<>();
    for (Compared each : all) {
      versions.add(each.versionOrNone());
      if (!each.versionOrNone().equals(version)) {
        others++;
      } else if (each.verdict().equals(Verdict.INCOMPARABLE.word())) {
        incomparable++;
      } else if (withheld.contains(each.request())) {
        unsure++;
      } else {
        agrees.put(each.request(), each.verdict().equals(Verdict.SAME.word()));
      }
    }
    if (!versions.contains(version)) {
      throw new IOException(
          "%s: student '%s' was compared in no version '%s'; compared were: %s"
              .formatted(selection.places(), student, version, String.join(", ", versions)));
    }
    return new Verdicts(
        student, version.isEmpty() ? null : version, agrees, incomparable, others, unsure);
  }

  /** The version as a list, empty where it has no name. */
  List<String> versions() {
    return version == null ? List.of() : List.of(version);
  }

  /** How many, never of whom. */
  @Override
  public String toString() {
    return "Verdicts[" + student + ", " + agrees.size() + " requests]";
  }
}
