package dev.understudy.trainer.mistakes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.Role;
import dev.understudy.trainer.evaluation.Slices;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import dev.understudy.trainer.evaluation.TestSystem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class MistakesTest {
  private static final TestSystem STUDENT = new TestSystem("student", Role.STUDENT);
  private static final TestSystem TEACHER = new TestSystem("teacher", Role.TEACHER);
  private static final String UUID = "019c1000-0000-7000-8000-00000000000";

  @Test
  void everyRowHasTheKindOfThoseWhoAreWrong() {
    Mistakes mistakes =
        mistakes(
            row("all right", "1", "1", "1"),
            row("student", "1", "0", "1"),
            row("both", "1", "0", "0"),
            row("teacher", "1", "1", "0"),
            row("differ", null, "1", "0"),
            row("agree", null, "0", "0"),
            row("no label", "1", null, "1"));

    assertThat(mistakes.mistakes())
        .extracting(each -> each.row().id() + ": " + each.kind().words())
        .containsExactlyInAnyOrder(
            "student: student wrong, teacher right",
            "no label: student wrong, teacher right",
            "both: both wrong",
            "teacher: teacher wrong, student right",
            "differ: disagreement without gold");
    assertThat(mistakes.mistakes()).extracting(Mistake::kind).isSorted();
  }

  @Test
  void withoutLabelsTextsDecide() {
    Mistakes mistakes =
        mistakes(
            texts("same", "yes ", "yes", "yes"),
            texts("student", "no", "yes", "yes"),
            texts("differ", "no", "yes", null));

    assertThat(mistakes.mistakes())
        .extracting(each -> each.row().id(), Mistake::kind)
        .containsExactly(tuple("student", Kind.STUDENT), tuple("differ", Kind.UNDECIDED));
  }

  @Test
  void likeTopicsStandTogether() {
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String input = i % 3 == 0 ? "refund my late parcel order " : "weather sunny rain forecast ";
      rows.add(asked("row " + i, input + i, "1", "0", "1"));
    }

    Mistakes mistakes = mistakes(rows.toArray(TestRow[]::new));

    List<String> topics = mistakes.mistakes().stream().map(Mistake::topic).toList();
    assertThat(topics.subList(0, 40)).containsOnly(topics.get(0));
    assertThat(topics.get(0)).contains("weather");
    assertThat(topics.subList(40, 60)).allMatch(topic -> topic.contains("parcel"));
  }

  @Test
  void plantedLabelErrorsAreFoundAndComeFirst() {
    SplittableRandom dice = new SplittableRandom(11);
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      boolean isBad = dice.nextBoolean();
      double right = 0.7 + 0.29 * dice.nextDouble();
      double bad = isBad ? right : 1 - right;
      boolean isFlipped = i % 20 == 0;
      rows.add(probable((isFlipped ? "flipped " : "row ") + i, isBad != isFlipped, bad));
    }

    List<Suspect> suspects = mistakes(rows.toArray(TestRow[]::new)).suspects();

    long found = suspects.stream().filter(each -> each.row().id().startsWith("flipped")).count();
    assertThat(found).isGreaterThanOrEqualTo(14);
    assertThat(suspects).hasSize((int) found);
    assertThat(suspects).extracting(Suspect::margin).isSorted();
    assertThat(suspects).allSatisfy(each -> assertThat(each.margin()).isNegative());
  }

  @Test
  void meanOfALabelsOwnRowsIsWhatARowMustReachToCountAsIt() {
    // rows of gold 1 get 0.9 and 0.52 for it: a row of gold 0 is suspect from 0.71 on
    List<TestRow> rows =
        List.of(
            probable("a", true, 0.9),
            probable("b", true, 0.52),
            probable("c", false, 0.72),
            probable("d", false, 0.70),
            probable("e", false, 0.1));

    assertThat(mistakes(rows.toArray(TestRow[]::new)).suspects())
        .extracting(each -> each.row().id(), Suspect::likely)
        .containsExactly(tuple("c", "1"));
  }

  @Test
  void correctionsAreFeedbackInTheTeachersWords() throws IOException {
    Mistakes mistakes =
        mistakes(
            row(UUID + "1", "1", "0", "1"),
            row(UUID + "2", "0", "1", "1"),
            row(UUID + "3", "0", "0", "0"),
            row(UUID + "4", null, "0", "1"),
            row("17", "1", "0", "0"));

    Corrections corrections = Corrections.known(mistakes, "evaluation");

    assertThat(corrections.lines())
        .containsExactly(
            "{\"request_id\":\""
                + UUID
                + "1\",\"label\":\"1\",\"correction\":\"teacher: 1\",\"annotator\":\"evaluation\","
                + "\"comment\":\"student wrong, teacher right\"}",
            "{\"request_id\":\""
                + UUID
                + "2\",\"label\":\"0\",\"correction\":\"teacher: 0\",\"annotator\":\"evaluation\","
                + "\"comment\":\"both wrong\"}");
    assertThat(corrections.withoutRequest()).isEqualTo(1);
    assertThat(corrections).hasToString("Corrections[2 lines]");
  }

  @Test
  void suspectGoldIsNoCorrectionButProposesOne() throws IOException {
    List<TestRow> rows = new ArrayList<>();
    rows.add(probable(UUID + "1", false, 0.95));
    for (int i = 0; i < 10; i++) {
      rows.add(probable("bad " + i, true, 0.9));
      rows.add(probable("good " + i, false, 0.1));
    }
    Mistakes mistakes = mistakes(rows.toArray(TestRow[]::new));

    assertThat(Corrections.known(mistakes, "me").lines()).isEmpty();
    List<String> proposed = Corrections.suspected(mistakes, "me").lines();
    assertThat(proposed).hasSize(1);
    JsonNode line = new JsonMapper().readTree(proposed.get(0));
    assertThat(line.path("label").asText()).isEqualTo("1");
    assertThat(line.path("comment").asText()).isEqualTo("gold is likely wrong");
  }

  @Test
  void correctionsNameWhoMadeThem() {
    assertThatThrownBy(() -> Corrections.known(mistakes(row("1", "1", "1", "1")), " "))
        .hasMessage("an annotator must have 1 to 256 characters, got 1");
  }

  @Test
  void pageShowsEveryMistakeEscaped() throws Exception {
    Mistakes mistakes =
        mistakes(
            asked("one", "<script>alert('x')</script>", "1", "0", "1"),
            asked("two", "fine & dandy", "1", "1", "0"));

    String page = MistakesPage.write(mistakes, MistakesPage.MOST_CHARACTERS);

    Document read = parsed(page);
    assertThat(read.getElementsByTagName("script").getLength()).isZero();
    assertThat(read.getDocumentElement().getTextContent())
        .contains(
            "Student wrong, teacher right",
            "<script>alert('x')</script>",
            "gold 1 · student 0 (80% sure) · teacher 1 · one",
            "student: 0",
            "fine & dandy")
        .doesNotContain("Left out");
    assertThat(page).doesNotContain("http://", "https://", "<a ", "src=");
  }

  @Test
  void rowsThatWereCapturedCanBeMarkedAndNoOthers() throws Exception {
    String id = UUID + "1";

    String page =
        MistakesPage.write(
            mistakes(asked(id, "q", "1", "0", "1"), asked("two", "q", "1", "0", "1")),
            MistakesPage.MOST_CHARACTERS);

    NodeList marks = parsed(page).getElementsByTagName("input");
    List<String> values = new ArrayList<>();
    for (int i = 0; i < marks.getLength(); i++) {
      Element mark = (Element) marks.item(i);
      if (mark.getAttribute("type").equals("radio")) {
        assertThat(mark.getAttribute("name")).isEqualTo(id);
        values.add(mark.getAttribute("value"));
      }
    }
    assertThat(values)
        .containsExactly(
            ("{\"request_id\":\"%s\",\"label\":\"1\",\"correction\":\"teacher: 1\","
                    + "\"annotator\":\"reader\",\"comment\":\"marked among mistakes\"}")
                .formatted(id),
            ("{\"request_id\":\"%s\",\"label\":\"0\",\"annotator\":\"reader\","
                    + "\"comment\":\"marked among mistakes\"}")
                .formatted(id),
            "");
    assertThat(parsed(page).getDocumentElement().getTextContent())
        .contains("right is:  1 (gold, teacher)  0 (student)  not said");
  }

  @Test
  void pageRunsItsOwnScriptAloneAndConnectsToNothing() throws Exception {
    String page =
        MistakesPage.write(
            mistakes(asked(UUID + "1", "<script>alert('x')</script>", "1", "0", "1")),
            MistakesPage.MOST_CHARACTERS);

    NodeList scripts = parsed(page).getElementsByTagName("script");
    assertThat(scripts.getLength()).isEqualTo(1);
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(scripts.item(0).getTextContent().getBytes(StandardCharsets.UTF_8));
    assertThat(page)
        .contains(
            "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; base-uri"
                + " &#39;none&#39;; form-action &#39;none&#39;; script-src &#39;sha256-"
                + Base64.getEncoder().encodeToString(digest)
                + "&#39;\"");
  }

  @Test
  void pageOfManyMistakesIsCutShortAndSaysSo() throws Exception {
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(asked("row " + i, "\"quoted\" words ".repeat(500), "1", "0", "1"));
    }
    Mistakes mistakes = mistakes(rows.toArray(TestRow[]::new));

    String page = MistakesPage.write(mistakes, 200_000);

    assertThat(page.length()).isBetween(200_000, 225_000);
    String text = parsed(page).getDocumentElement().getTextContent();
    int shown = text.split("gold 1 · student 0", -1).length - 1;
    assertThat(shown).isBetween(5, 60);
    assertThat(text)
        .contains("Left out, as the page would grow too long: " + (300 - shown) + " rows.");
  }

  private static Document parsed(String page) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
  }

  private static Mistakes mistakes(TestRow... rows) {
    return Mistakes.of(new TestSet("set", List.of(STUDENT, TEACHER), List.of(rows)), 1);
  }

  private static TestRow row(
      String id, @Nullable String gold, @Nullable String student, @Nullable String teacher) {
    return asked(id, "input of " + id, gold, student, teacher);
  }

  private static TestRow asked(
      String id,
      String input,
      @Nullable String gold,
      @Nullable String student,
      @Nullable String teacher) {
    return TestRow.of(
        id,
        input,
        gold,
        Map.of(
            "student", Answered.labelled("student: " + student, student).withConfidence(0.8),
            "teacher", Answered.labelled("teacher: " + teacher, teacher)));
  }

  private static TestRow texts(String id, String student, String teacher, @Nullable String gold) {
    return new TestRow(
        id,
        "?",
        null,
        gold,
        Map.of("student", Answered.text(student), "teacher", Answered.text(teacher)),
        Slices.NONE);
  }

  private static TestRow probable(String id, boolean isBad, double bad) {
    String gold = isBad ? "1" : "0";
    Answered answer =
        Answered.labelled("said", bad > 0.5 ? "1" : "0")
            .withProbabilities(Map.of("1", bad, "0", 1 - bad));
    return TestRow.of(
        id, "input", gold, Map.of("student", answer, "teacher", Answered.labelled("t", gold)));
  }
}
