package dev.understudy.sink.upkeep.command;

import dev.understudy.exchange.Table;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that chooses one of the tables. */
final class TableChoice {
  @Option(
      names = "--table",
      paramLabel = "T",
      converter = Word.class,
      description = "Only this table: exchanges, comparisons or feedback (default: all).")
  private @Nullable Table table;

  /** The tables chosen. */
  Set<Table> tables() {
    return table == null ? EnumSet.allOf(Table.class) : EnumSet.of(table);
  }

  /** Reads a table's word. */
  static final class Word implements ITypeConverter<Table> {
    @Override
    public Table convert(String value) {
      for (Table table : Table.values()) {
        if (table.word().equals(value)) {
          return table;
        }
      }
      throw new TypeConversionException(
          "expected exchanges, comparisons or feedback, found '" + value + "'");
    }
  }
}
