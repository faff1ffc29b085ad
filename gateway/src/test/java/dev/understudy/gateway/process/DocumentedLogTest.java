package dev.understudy.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.process.LogPhrases.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the table of log lines in docs/operations.md to what is logged. */
class DocumentedLogTest {
  private static final Path PAGE = Path.of("..", "docs", "operations.md");
  private static final Pattern SECTION = Pattern.compile("(?s)\n## The log\n(.*?)\n## ");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z, ]+) \\| (.*?) \\|(.*)\\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final String MORE = "...";

  private final List<Row> rows = new ArrayList<>();
  private final LogPhrases logged;

  /** A phrase, or its beginning and three dots, and the levels that it may have. */
  private record Row(String levels, String phrase, boolean first) {
    boolean tells(Phrase logged) {
      boolean sameText =
          phrase.endsWith(MORE)
              ? logged.text().startsWith(phrase.substring(0, phrase.length() - MORE.length()))
              : logged.text().equals(phrase);
      return sameText && (!first || levels.contains(logged.level()));
    }
  }

  DocumentedLogTest() throws IOException {
    Matcher section = SECTION.matcher(Files.readString(PAGE));
    assertThat(section.find()).isTrue();
    Matcher row = ROW.matcher(section.group(1));
    while (row.find()) {
      add(row.group(1), row.group(2), true);
      add(row.group(1), row.group(3), false);
    }
    logged =
        LogPhrases.in(Path.of("src", "main", "java"), Path.of("..", "sink", "src", "main", "java"));
  }

  private void add(String levels, String cell, boolean first) {
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      rows.add(new Row(levels, code.group(1), first));
    }
  }

  @Test
  void everyPhraseThatIsLoggedHasItsRowAndLevel() {
    assertThat(logged.phrases()).hasSizeGreaterThan(50);
    assertThat(logged.phrases())
        .filteredOn(each -> rows.stream().noneMatch(r -> r.tells(each)))
        .isEmpty();
  }

  @Test
  void everyRowIsAboutAPhraseThatIsLogged() {
    assertThat(rows)
        .filteredOn(row -> row.first() && logged.phrases().stream().noneMatch(row::tells))
        .isEmpty();
  }

  @Test
  void onlyConstantPhrasesAreLogged() {
    assertThat(logged.odd()).isEmpty();
  }
}
