package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * One column of a table, as its schema has it.
 *
 * @param name the column's name
 * @param sqlType its type in SQL
 */
record Column(String name, String sqlType) {
  /** An expression that stands in for the column where no file has it. */
  String asNull() {
    return "CAST(NULL AS " + sqlType + ") AS " + name;
  }

  /** All columns of a table, in the schema's order. */
  static List<Column> of(Table table) {
    List<Column> columns = new ArrayList<>();
    for (Schema.Field field : TableLayout.of(table).schema().getFields()) {
      columns.add(new Column(field.name(), sqlType(valueOf(field.schema()))));
    }
    return List.copyOf(columns);
  }

  /** What a column holds when it is not null. */
  private static Schema valueOf(Schema schema) {
    if (!schema.isUnion()) {
      return schema;
    }
    Optional<Schema> value =
        schema.getTypes().stream().filter(type -> type.getType() != Schema.Type.NULL).findFirst();
    return value.orElse(schema);
  }

  private static String sqlType(Schema schema) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMicros) {
      return "TIMESTAMP WITH TIME ZONE";
    }
    return switch (schema.getType()) {
      case BOOLEAN -> "BOOLEAN";
      case INT -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT, DOUBLE -> "DOUBLE";
      default -> "VARCHAR";
    };
  }
}
