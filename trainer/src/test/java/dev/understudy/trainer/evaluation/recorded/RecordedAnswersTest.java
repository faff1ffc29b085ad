package dev.understudy.trainer.evaluation.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedAnswersTest {
  private static final TestSystem LARGE = new TestSystem("large", Role.TEACHER);
  private static final TestSystem SMALL = new TestSystem("small", Role.TEACHER);

  @TempDir private Path folder;

  @Test
  void fieldsAreKeptAsTheyStand() throws Exception {
    Path file = file("t.csv", "\ufeffa,b,c\n#1,\" \"\"q\"\"\r\nline, two \n\",\n x ,,\"\"\n");

    CsvTable table = CsvTable.read(file);

    assertThat(table.header()).containsExactly("a", "b", "c");
    assertThat(table.records())
        .containsExactly(List.of("#1", " \"q\"\r\nline, two \n", ""), List.of(" x ", "", ""));
  }

  @Test
  void linesMayEndAsWindowsHasIt() throws Exception {
    Path file = file("t.csv", "a,b\r\n1,2\r\n3,\"4\r\n5\"\r\n");

    assertThat(CsvTable.read(file).records())
        .containsExactly(List.of("1", "2"), List.of("3", "4\r\n5"));
  }

  @Test
  void longFieldsAreRead() throws Exception {
    String text = "x".repeat(300_000);

    assertThat(CsvTable.read(file("t.csv", "a,b\n1," + text + "\n")).records().get(0).get(1))
        .isEqualTo(text);
  }

  @Test
  void tablesThatAreNoneAreRefused() throws Exception {
    Path ragged = file("ragged.csv", "a,b\n1,2\n3\n");
    Path empty = file("empty.csv", "");
    Path twice = file("twice.csv", "a,a\n1,2\n");
    Path quote = file("quote.csv", "a,b\n1,2\n\"x\"y,2\n");
    Path open = file("open.csv", "a,b\n1,2\n\"3,2\n4,5\n");

    assertThatThrownBy(() -> CsvTable.read(ragged))
        .hasMessage(ragged + ": record 3 has 1 fields, but the header has 2");
    assertThatThrownBy(() -> CsvTable.read(empty))
        .hasMessage(empty + ": the file is empty; its first line names the columns");
    assertThatThrownBy(() -> CsvTable.read(twice))
        .hasMessage(twice + ": two columns are named 'a'");
    assertThatThrownBy(() -> CsvTable.read(quote))
        .hasMessage(
            quote
                + ": record 3 is no CSV as RFC 4180 has it: a quote inside a quoted field is"
                + " written twice");
    assertThatThrownBy(() -> CsvTable.read(open))
        .hasMessage(open + ": record 3 has 1 fields, but the header has 2");
    assertThatThrownBy(() -> CsvTable.read(file("t.csv", "a,b\n1,2\n")).column("c"))
        .hasMessage(folder.resolve("t.csv") + ": no column named 'c'; it has: a, b");
  }

  @Test
  void goldReadsNumbersTruthValuesAndLabels() {
    GoldLabels numbers = new GoldLabels(List.of("0", "1"));
    GoldLabels truths = new GoldLabels(List.of("true", "false"));
    GoldLabels words = new GoldLabels(List.of("Spam", "ham"));

    assertThat(List.of("True", "1", "1.0", "TRUE")).allMatch(each -> is(numbers, each, "1"));
    assertThat(List.of("False", "0")).allMatch(each -> is(numbers, each, "0"));
    assertThat(is(truths, "1", "true")).isTrue();
    assertThat(is(words, "SPAM", "spam")).isTrue();
    assertThat(words.read("true")).isEmpty();
    assertThat(numbers.read("2")).isEmpty();
    assertThat(new GoldLabels(List.of()).read("Anything")).hasValue("anything");
  }

  private static boolean is(GoldLabels labels, String written, String label) {
    return labels.read(written).orElse("").equals(label);
  }

  @Test
  void answersOfSeveralFilesMeetOnTheirRows() throws Exception {
    Path large = file("large.csv", "id,q,gold,a\n1,why?,True,\"{\"\"bad\"\": 1}\"\n2,how?,,none\n");
    Path small = file("small.csv", "id,b\n2,{'bad': 0}\n1,{'bad': 0}\n");

    List<TestRow> rows =
        answers()
            .rows(
                large,
                List.of(
                    new RecordedSystem(LARGE, large, "a", "gpt-4", new InputPrompt("Is '%s' bad?")),
                    new RecordedSystem(SMALL, small, "b", null, null)));

    TestRow first = rows.get(0);
    assertThat(first.id()).isEqualTo("1");
    assertThat(first.gold()).isEqualTo("1");
    assertThat(first.label(LARGE)).hasValue("1");
    assertThat(first.label(SMALL)).hasValue("0");
    assertThat(first.answer(LARGE).tokens())
        .isNotNull()
        .satisfies(tokens -> assertThat(tokens.input()).isBetween(5L, 8L));
    assertThat(first.answer(SMALL).tokens()).isNull();
    assertThat(rows.get(1).gold()).isNull();
    assertThat(rows.get(1).label(LARGE)).isEmpty();
  }

  @Test
  void rowsThatDoNotFitAreNamed() throws Exception {
    Path large = file("large.csv", "id,q,gold,a\n1,why?,1,x\n2,how?,0,x\n");
    Path small = file("small.csv", "id,b\n1,x\n");
    Path odd = file("odd.csv", "id,q,gold,a\n7,why?,maybe,x\n");
    Path twice = file("twice.csv", "id,q,gold,a\n7,why?,1,x\n7,how?,1,x\n");

    assertThatThrownBy(
            () ->
                answers()
                    .rows(large, List.of(system(LARGE, large, "a"), system(SMALL, small, "b"))))
        .hasMessage(
            small + ": no row for record 3 of " + large + ": compare systems on the same rows");
    assertThatThrownBy(() -> answers().rows(odd, List.of(system(LARGE, odd, "a"))))
        .hasMessage(odd + ": record 2 has gold in 'gold' that is none of: 0, 1");
    assertThatThrownBy(() -> answers().rows(twice, List.of(system(LARGE, twice, "a"))))
        .hasMessage(twice + ": record 3 has the same 'id' as one before it");
  }

  @Test
  void promptNeedsAPlaceForTheInput() {
    assertThatThrownBy(() -> new InputPrompt("Is it bad?"))
        .hasMessage("a prompt must hold %s where the input stands");
  }

  private static RecordedSystem system(TestSystem system, Path file, String column) {
    return new RecordedSystem(system, file, column, null, null);
  }

  private static RecordedAnswers answers() {
    return new RecordedAnswers(
        new RecordedColumns("id", "q", "gold", null),
        LabelReader.of(new LabelSettings(new LabelSettings.Json("/bad"), List.of("0", "1"))),
        new GoldLabels(List.of("0", "1")));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
