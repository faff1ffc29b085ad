package dev.understudy.trainer.router;

import dev.understudy.exchange.Role;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.trainer.corpus.CaptureFile;
import dev.understudy.trainer.corpus.CaptureFiles;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which of a student's answers were withheld from clients. Where a student serves, these alone are
 * compared: the ones it was unsure of, which tell nothing of the others.
 */
final class WithheldAnswers {
  private static final Set<String> COLUMNS =
      Set.of("request_id", "role", "received_at", "route", "upstream");

  private WithheldAnswers() {}

  /** The identifiers of their requests. */
  static Set<String> read(Selection selection, String student) throws IOException {
    Set<String> requests = new HashSet<>();
    for (CaptureFile file : selection.files(Table.EXCHANGES)) {
      try (CaptureFiles.Rows<Boolean> rows =
          CaptureFiles.rows(file, COLUMNS, row -> take(row, selection, student, requests))) {
        while (rows.hasNext()) {
          rows.next();
        }
      }
    }
    return requests;
  }

  private static Boolean take(Row row, Selection selection, String student, Set<String> requests) {
    String id = row.text("request_id");
    return id != null
        && Role.ESCALATED.word().equals(row.text("role"))
        && student.equals(row.text("upstream"))
        && selection.route().equals(row.text("route"))
        && selection.covers(row.number("received_at"))
        && requests.add(id);
  }
}
