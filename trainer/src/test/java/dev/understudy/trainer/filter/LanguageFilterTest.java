package dev.understudy.trainer.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.filter.FilterSettings.Languages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Six sentences in each of seventeen languages, the last of them very short. */
class LanguageFilterTest {
  private record Sentence(String code, String text) {}

  private static final String GERMAN =
      "Wir haben den gesamten Betrag erstattet; er sollte in drei Tagen auf Ihrem Konto sein.";
  private static final String ENGLISH =
      "We have refunded the full amount, and it should be on your account within three days.";

  @Test
  void ofSingleSentencesNineteenInTwentyAreToldRight() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Sentence> sentences = sentences();
    for (Sentence each : sentences) {
      String told = likeliest(each.text());
      if (!told.equals(each.code())) {
        wrong.add(each + " told as " + told);
      }
    }

    assertThat(wrong).hasSizeLessThan(sentences.size() / 20);
  }

  @Test
  void withUsualBoundsNoSentenceIsTakenForForeignWhereItsLanguageIsAllowed() throws IOException {
    for (Sentence each : sentences()) {
      assertThat(reasons(List.of(each.code()), each.text())).as("%s", each).isEmpty();
    }
  }

  @Test
  void withUsualBoundsNearlyAllForeignSentencesLongEnoughAreTold() throws IOException {
    List<Sentence> sentences = sentences();
    List<String> codes = sentences.stream().map(Sentence::code).distinct().toList();
    List<Sentence> missed = new ArrayList<>();
    int all = 0;
    for (Sentence each : sentences) {
      if (each.text().codePoints().filter(Character::isLetter).count() >= 40) {
        String neighbour = codes.get((codes.indexOf(each.code()) + 1) % codes.size());
        all++;
        if (reasons(List.of(neighbour), each.text()).isEmpty()) {
          missed.add(each);
        }
      }
    }

    assertThat((double) missed.size() / all).as("%s", missed).isLessThan(0.05);
  }

  @Test
  void theReasonNamesThePartAndTheLanguages() {
    Languages german = new Languages(List.of("en"), List.of("de", "fr"), 40, 1.05);

    assertThat(Filters.of(settings(german)).reasons(Examples.answer(ENGLISH)))
        .extracting(drop -> drop.reason() + ": " + drop.detail())
        .containsExactly("answer_language: found en, wanted de or fr");
    assertThat(Filters.of(settings(german)).reasons(Examples.input(GERMAN)))
        .extracting(drop -> drop.reason() + ": " + drop.detail())
        .containsExactly("input_language: found de, wanted en");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Hello", "ja", "{\"is_bad\": 1}", "12345 67890 12345 67890", "\ud83d\ude00"})
  void shortTextsAreNotJudged(String text) {
    assertThat(reasons(List.of("zu"), text)).isEmpty();
  }

  @Test
  void ofJsonTheTextsAreJudgedAndNotTheNames() {
    String german = "{\"the_name_of_the_member_is_english\": \"" + GERMAN + "\"}";

    assertThat(reasons(List.of("de"), german)).isEmpty();
    assertThat(reasons(List.of("en"), german)).containsExactly("answer_language");
  }

  @Test
  void ofAnInputTheEndIsJudgedAndOfAnAnswerTheBeginning() {
    Languages german = new Languages(List.of("de"), List.of("de"), 40, 1.05);
    String mixed = (ENGLISH + " ").repeat(30) + (GERMAN + " ").repeat(30);

    assertThat(Filters.of(settings(german)).reasons(Examples.input(mixed))).isEmpty();
    assertThat(Filters.of(settings(german)).reasons(Examples.answer(mixed))).hasSize(1);
  }

  @Test
  void theSameIsToldByManyThreadsAsByOne() throws IOException {
    List<Sentence> sentences = sentences();
    List<Map<String, Double>> alone =
        sentences.stream().map(each -> LanguageModel.likelihoods(each.text())).toList();

    List<Map<String, Double>> together =
        sentences.parallelStream().map(each -> LanguageModel.likelihoods(each.text())).toList();

    assertThat(together).isEqualTo(alone);
  }

  private static List<String> reasons(List<String> allowed, String answer) {
    Languages languages =
        new Languages(List.of(), allowed, Languages.USUAL_MIN_LETTERS, Languages.USUAL_MARGIN);
    return Filters.of(settings(languages)).reasons(Examples.answer(answer)).stream()
        .map(drop -> drop.reason())
        .toList();
  }

  private static String likeliest(String text) {
    return LanguageModel.likelihoods(text.toLowerCase(Locale.ROOT)).entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  static FilterSettings settings(Languages languages) {
    return new FilterSettings(
        false, null, false, null, null, null, languages, List.of(), null, false);
  }

  private static List<Sentence> sentences() throws IOException {
    try (InputStream in = LanguageFilterTest.class.getResourceAsStream("languages.tsv")) {
      byte[] all = Objects.requireNonNull(in, "languages.tsv").readAllBytes();
      return new String(all, StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .map(cells -> new Sentence(cells[0], cells[1]))
          .toList();
    }
  }
}
