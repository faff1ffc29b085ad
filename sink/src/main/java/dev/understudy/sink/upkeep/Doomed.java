package dev.understudy.sink.upkeep;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.rows.Row;
import java.util.Set;

/**
 * Tells which rows are to be erased: the exchanges of some users, and whatever else tells of their
 * requests or of others that were asked for.
 *
 * @param users the ids, as they stand in {@code user_pseudonym}
 * @param requests digests of the requests; those of the users' exchanges are added as they are
 *     found
 */
record Doomed(Set<String> users, Set<RequestDigest> requests) {
  private static final String USER = "user_pseudonym";
  private static final String REQUEST = "request_id";

  /** The columns that tell. */
  static Set<String> columns(Table table) {
    return table == Table.EXCHANGES ? Set.of(USER, REQUEST) : Set.of(REQUEST);
  }

  /** Whether a row is to be erased. */
  boolean has(Row row) {
    String user = row.text(USER);
    String request = row.text(REQUEST);
    if (user != null && users.contains(user)) {
      if (request != null) {
        requests.add(RequestDigest.of(request));
      }
      return true;
    }
    return request != null && !requests.isEmpty() && requests.contains(RequestDigest.of(request));
  }
}
