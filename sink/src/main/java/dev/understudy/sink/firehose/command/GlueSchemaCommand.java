package dev.understudy.sink.firehose.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Table;
import dev.understudy.sink.firehose.line.GlueTable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code understudy captures glue-schema}: prints the tables that Firehose converts lines by. */
@Command(
    name = "glue-schema",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Prints table definitions for the AWS Glue Data Catalog, as the TableInput that 'aws glue"
          + " create-table' takes.",
      "Without --table, one JSON object with the definitions of all tables by their names."
    })
public final class GlueSchemaCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--table",
      paramLabel = "T",
      converter = Word.class,
      description = "Only this table: exchanges, comparisons or feedback.")
  private @Nullable Table table;

  @Option(names = "--columns", description = "Only the columns.")
  private boolean columns;

  @Option(
      names = "--location",
      paramLabel = "S3",
      description =
          "Where the tables lie, such as s3://bucket/captures/; each table is a folder in it.")
  private @Nullable String location;

  @Override
  public void run() {
    JsonNode printed;
    if (table != null) {
      printed = definition(table);
    } else {
      ObjectNode all = JsonNodeFactory.instance.objectNode();
      for (Table each : Table.values()) {
        all.set(each.word(), definition(each));
      }
      printed = all;
    }
    spec.commandLine().getOut().println(printed.toPrettyString());
    spec.commandLine().getOut().flush();
  }

  private JsonNode definition(Table of) {
    GlueTable glue = GlueTable.of(of);
    if (columns) {
      return glue.columnsJson();
    }
    return glue.tableInput(
        location == null ? null : location.replaceAll("/*$", "/") + of.word() + "/");
  }

  /** Reads the word of a table. */
  private static final class Word implements ITypeConverter<Table> {
    @Override
    public Table convert(String text) {
      for (Table each : Table.values()) {
        if (each.word().equals(text)) {
          return each;
        }
      }
      String words =
          Arrays.stream(Table.values()).map(Table::word).collect(Collectors.joining(", "));
      throw new TypeConversionException(
          String.format(Locale.ROOT, "expected one of %s, found '%s'", words, text));
    }
  }
}
