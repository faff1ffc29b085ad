package dev.understudy.sink.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sink.inspect.TextTable.Heading;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void columnsAlignWhateverTheScript() {
    TextTable table = new TextTable(List.of(Heading.text("name"), Heading.number("count")));
    table.add(List.of("日本語", "7"));
    table.add(List.of("e\u0301té 😀", "1,234"));

    assertThat(print(table, 80))
        .isEqualTo(
            """
            name    count
            日本語      7
            e\u0301té 😀  1,234
            """);
  }

  @Test
  void textIsCutWhereTheTerminalIsNarrow() {
    TextTable table = new TextTable(List.of(Heading.number("count"), Heading.text("said")));
    table.add(List.of("1", "a long sentence that does not fit"));

    assertThat(print(table, 24))
        .isEqualTo(
            """
            count  said
                1  a long sentence …
            """);
  }

  @Test
  void cuttingNeverSplitsAWideCharacter() {
    assertThat(TextWidth.cut("日本語", 6)).isEqualTo("日本語");
    assertThat(TextWidth.cut("日本語", 5)).isEqualTo("日本…");
    assertThat(TextWidth.cut("日本語", 4)).isEqualTo("日…");
  }

  private static String print(TextTable table, int columns) {
    StringWriter out = new StringWriter();
    table.print(new PrintWriter(out), columns);
    return out.toString();
  }
}
