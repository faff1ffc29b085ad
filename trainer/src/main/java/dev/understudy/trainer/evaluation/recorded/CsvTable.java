package dev.understudy.trainer.evaluation.recorded;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import com.univocity.parsers.csv.UnescapedQuoteHandling;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of comma-separated values (RFC 4180) whose first record names the columns; UTF-8, fields
 * kept as they stand.
 *
 * @param file where it was read from
 * @param header the names of the columns
 * @param records the records below the header, each with a field for every column
 */
public record CsvTable(Path file, List<String> header, List<List<String>> records) {
  private static final int MOST_COLUMNS = 10_000;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  public CsvTable {
    header = List.copyOf(header);
    records = List.copyOf(records);
  }

  /**
   * Reads a file.
   *
   * @throws UnreadableRecording where it is no such table; the message names the record
   */
  public static CsvTable read(Path file) throws IOException {
    List<String[]> all;
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      all = new CsvParser(settings()).parseAll(in);
    } catch (TextParsingException broken) {
      throw new UnreadableRecording(
          "%s: record %d is no CSV as RFC 4180 has it: a quote inside a quoted field is written"
                  .formatted(file, broken.getRecordNumber() + 1)
              + " twice",
          broken);
    }
    if (all.isEmpty()) {
      throw new UnreadableRecording(file + ": the file is empty; its first line names the columns");
    }
    List<String> header = header(file, all.get(0));
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).length != header.size()) {
        throw new UnreadableRecording(
            "%s: record %d has %d fields, but the header has %d"
                .formatted(file, i + 1, all.get(i).length, header.size()));
      }
    }
    return new CsvTable(file, header, all.stream().skip(1).map(List::of).toList());
  }

  private static CsvParserSettings settings() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setCommentProcessingEnabled(false); // a field may begin with '#'
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setUnescapedQuoteHandling(UnescapedQuoteHandling.RAISE_ERROR);
    settings.setErrorContentLength(0); // nothing of the content may stand in a message
    settings.setReadInputOnSeparateThread(false);
    return settings;
  }

  private static List<String> header(Path file, String[] first) throws UnreadableRecording {
    if (!first[0].isEmpty() && first[0].charAt(0) == BYTE_ORDER_MARK) {
      first[0] = first[0].substring(1);
    }
    Set<String> seen = new HashSet<>();
    for (String name : first) {
      if (!seen.add(name)) {
        throw new UnreadableRecording(file + ": two columns are named '" + name + "'");
      }
    }
    return Arrays.asList(first);
  }

  /**
   * The place of a column.
   *
   * @throws UnreadableRecording where there is none of that name; the message lists those there are
   */
  public int column(String name) throws UnreadableRecording {
    int place = header.indexOf(name);
    if (place < 0) {
      throw new UnreadableRecording(
          "%s: no column named '%s'; it has: %s".formatted(file, name, String.join(", ", header)));
    }
    return place;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "CsvTable[" + file + ", " + records.size() + " records]";
  }
}
