package dev.understudy.sink.firehose.line;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.TableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A table of the Glue Data Catalog whose columns are the keys of our lines: those of the Avro
 * schema, in order, between the record's id and its claim. Firehose converts lines to Parquet by
 * it, and Athena reads that Parquet with it.
 *
 * @param table the table
 * @param columns its columns, the partition's left out
 */
public record GlueTable(Table table, List<Column> columns) {
  /** The column that tells one record from another, however often it is sent. */
  public static final String RECORD_ID = "record_id";

  /** The column that says where the whole line lies, if it was too large to be sent. */
  public static final String CLAIM = "claim";

  private static final String HIVE = "org.apache.hadoop.hive.ql.io.parquet.";
  private static final int LONGEST_COMMENT = 255;
  private static final String HOURS =
      IntStream.range(0, 24).mapToObj("%02d"::formatted).collect(Collectors.joining(","));

  public GlueTable {
    Objects.requireNonNull(table, "table");
    columns = List.copyOf(columns);
  }

  /**
   * One column.
   *
   * @param name its name, in lower case
   * @param type its type in Hive's words
   * @param comment what it holds
   */
  public record Column(String name, String type, String comment) {
    public Column {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      Objects.requireNonNull(comment, "comment");
    }

    private static Column of(Schema.Field field) {
      return new Column(field.name(), hiveType(field), String.valueOf(field.doc()));
    }

    private static String hiveType(Schema.Field field) {
      Schema schema = field.schema();
      if (schema.isUnion()) {
        schema = schema.getTypes().get(1); // after null
      }
      return switch (schema.getType()) {
        case STRING -> "string";
        case BOOLEAN -> "boolean";
        case INT -> "int";
        case DOUBLE -> "double";
        case LONG ->
            LogicalTypes.timestampMicros().equals(schema.getLogicalType()) ? "timestamp" : "bigint";
        default -> throw new IllegalStateException("no Glue type for " + field);
      };
    }
  }

  /** The Glue table of one of our tables. */
  public static GlueTable of(Table table) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        new Column(RECORD_ID, "string", "The same however often the record is sent or arrives."));
    TableLayout.of(table).schema().getFields().forEach(field -> columns.add(Column.of(field)));
    columns.add(
        new Column(
            CLAIM,
            "string",
            "Where the whole line lies, gzipped, if it was too large to be sent; else null."));
    return new GlueTable(table, columns);
  }

  /** The columns as Glue's {@code StorageDescriptor.Columns}. */
  public ArrayNode columnsJson() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    columns.forEach(each -> json.add(column(each.name(), each.type()).put("Comment", cut(each))));
    return json;
  }

  private static String cut(Column column) {
    String comment = column.comment();
    return comment.length() <= LONGEST_COMMENT ? comment : comment.substring(0, LONGEST_COMMENT);
  }

  /**
   * The whole as Glue's {@code TableInput}: Parquet, partitioned by the date and hour of arrival.
   *
   * @param location where the files lie, such as {@code s3://bucket/exchanges/}, or null to leave
   *     it out
   */
  public ObjectNode tableInput(@Nullable String location) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    input.put("Name", table.word());
    input.put("TableType", "EXTERNAL_TABLE");
    ObjectNode parameters = input.putObject("Parameters");
    parameters.put("EXTERNAL", "TRUE");
    parameters.put("classification", "parquet");
    parameters.put("projection.enabled", "true");
    parameters.put("projection.date.type", "date");
    parameters.put("projection.date.format", "yyyy-MM-dd");
    parameters.put("projection.date.range", "2026-01-01,NOW");
    parameters.put("projection.hour.type", "enum");
    parameters.put("projection.hour.values", HOURS);
    ArrayNode partitions = input.putArray("PartitionKeys");
    partitions.add(column("date", "string"));
    partitions.add(column("hour", "string"));
    ObjectNode storage = input.putObject("StorageDescriptor");
    storage.set("Columns", columnsJson());
    if (location != null) {
      storage.put("Location", location);
    }
    storage.put("InputFormat", HIVE + "MapredParquetInputFormat");
    storage.put("OutputFormat", HIVE + "MapredParquetOutputFormat");
    ObjectNode serde = storage.putObject("SerdeInfo");
    serde.put("SerializationLibrary", HIVE + "serde.ParquetHiveSerDe");
    serde.putObject("Parameters").put("serialization.format", "1");
    return input;
  }

  private static ObjectNode column(String name, String type) {
    return JsonNodeFactory.instance.objectNode().put("Name", name).put("Type", type);
  }
}
