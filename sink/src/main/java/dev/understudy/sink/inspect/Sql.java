package dev.understudy.sink.inspect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes literals into SQL, and reads its rows. */
final class Sql {
  private Sql() {}

  /** A text literal. */
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** A list of exactly these files: characters that would be patterns stand for themselves. */
  static String list(List<Path> files) {
    return files.stream()
        .map(file -> text(file.toString().replaceAll("([\\[*?])", "[$1]")))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The current row: columns by name, times in ISO 8601 and UTC. */
  static ObjectNode row(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      put(row, columns.getColumnLabel(i), rows.getObject(i));
    }
    return row;
  }

  private static void put(ObjectNode row, String name, @Nullable Object value) {
    if (value == null) {
      row.putNull(name);
    } else if (value instanceof Boolean bool) {
      row.put(name, bool);
    } else if (value instanceof Double || value instanceof Float) {
      row.put(name, ((Number) value).doubleValue());
    } else if (value instanceof BigInteger || value instanceof BigDecimal) {
      row.put(name, new BigDecimal(value.toString()));
    } else if (value instanceof Number number) {
      row.put(name, number.longValue());
    } else if (value instanceof OffsetDateTime time) {
      row.put(name, time.toInstant().toString());
    } else if (value instanceof Timestamp time) {
      row.put(name, time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString());
    } else {
      row.put(name, value.toString());
    }
  }
}
