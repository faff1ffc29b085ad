package dev.understudy.trainer.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Problem;
import dev.understudy.rules.yaml.Yaml;
import dev.understudy.trainer.filter.FilterSettings.Bounds;
import dev.understudy.trainer.filter.FilterSettings.Finish;
import dev.understudy.trainer.filter.FilterSettings.Json;
import dev.understudy.trainer.filter.FilterSettings.Languages;
import dev.understudy.trainer.filter.FilterSettings.Length;
import dev.understudy.trainer.filter.FilterSettings.Part;
import dev.understudy.trainer.filter.FilterSettings.Pattern;
import dev.understudy.trainer.filter.FilterSettings.Repeating;
import dev.understudy.trainer.filter.FilterSettings.Sureness;
import dev.understudy.trainer.filter.FilterSettings.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterReaderTest {
  @TempDir private Path folder;

  @Test
  void anAbsentSectionAndAnEmptyOneGiveTheUsualFilters() {
    assertThat(read("").orThrow()).isEqualTo(FilterSettings.USUAL);
    assertThat(read("filters: {}").orThrow()).isEqualTo(FilterSettings.USUAL);
  }

  @Test
  void everyFilterCanBeTurnedOffAndOnInAWord() {
    String off = "{empty: false, finish_reason: any, repetition: false, json: false}";
    String on = "{refusals: true, repetition: true, json: true, gold: true}";

    assertThat(read("filters: " + off).orThrow()).isEqualTo(FilterSettings.NONE);
    assertThat(read("filters: " + on).orThrow())
        .isEqualTo(
            new FilterSettings(
                true,
                Finish.COMPLETE,
                true,
                Repeating.USUAL,
                new Json(false, null),
                null,
                null,
                List.of(),
                null,
                true));
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Files.writeString(folder.resolve("s.json"), "{\"type\":\"object\"}");

    FilterSettings read =
        read("""
                filters:
                  empty: true
                  finish_reason: [stop, end_turn]
                  refusals: true
                  repetition: {max_duplicate_ngrams: 20%, max_duplicate_lines: 0.3, max_repeats: 4}
                  json: {fenced: true, schema: s.json}
                  length:
                    input: {max: 4000, unit: tokens}
                    answer: {min: 1}
                  language: {input: [en], answer: [en, de], min_letters: 20}
                  patterns:
                    b: {in: answer, must_match: '^[A-Z]'}
                    a: {in: input, must_not_match: test}
                  confidence: {min: 80%, without: drop}
                  gold: true
                """)
            .orThrow();

    assertThat(read)
        .isEqualTo(
            new FilterSettings(
                true,
                new Finish(List.of("stop", "end_turn")),
                true,
                new Repeating(0.2, 0.3, 4),
                new Json(true, "{\"type\":\"object\"}"),
                new Length(
                    new Bounds(0, 4000, Unit.TOKENS),
                    new Bounds(1, Integer.MAX_VALUE, Unit.CHARACTERS)),
                new Languages(List.of("en"), List.of("en", "de"), 20, Languages.USUAL_MARGIN),
                List.of(
                    new Pattern("b", Part.ANSWER, "^[A-Z]", true),
                    new Pattern("a", Part.INPUT, "test", false)),
                new Sureness(0.8, false),
                true));
  }

  @Test
  void aSchemaMayStandInTheFileItself() {
    assertThat(read("filters: {json: {schema: '{\"type\": \"object\"}'}}").orThrow().json())
        .isEqualTo(new Json(false, "{\"type\": \"object\"}"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    List<String> problems =
        problems(
            """
            filters:
              empty: maybe
              finish_reason: []
              repetition: {max_repeats: 0}
              json: yes
              length:
                input: {}
                answer: {min: 9, max: 3}
              language: {answer: [english]}
              patterns:
                a: {in: answer, must_match: '('}
                b: {in: answer}
              confidence: {}
              refusal: true
            """);

    assertThat(problems)
        .containsExactly(
            "t.yaml:2:10: filters.empty must be true or false, got 'maybe'",
            "t.yaml:3:18: filters.finish_reason must name at least one word; say any to keep all",
            "t.yaml:4:29: filters.repetition.max_repeats must be a whole number within"
                + " [1, 2147483647], got '0'",
            "t.yaml:5:9: filters.json must be true, false, or a map of its keys, got 'yes'",
            "t.yaml:7:12: filters.length.input.min or max is required",
            "t.yaml:8:27: filters.length.answer.max (3) must be at least min (9)",
            "t.yaml:9:23: each of filters.language.answer must be the code of a language that is"
                + " told, such as en or de (ISO 639-1), got 'english'",
            "t.yaml:11:33: filters.patterns.a.must_match must be a pattern (RE2), which has missing"
                + " closing ), got '('",
            "t.yaml:12:8: filters.patterns.b.must_match or must_not_match is required, and not both",
            "t.yaml:13:15: filters.confidence.min is required",
            "t.yaml:14:3: unknown key 'refusal' in filters, did you mean 'refusals'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "finish_reason: good | t.yaml:1:26: filters.finish_reason must be complete, any, or a list"
            + " of allowed words, got 'good'",
        "language: {} | t.yaml:1:21: filters.language.input or answer is required: a list such as"
            + " [en, de]",
        "confidence: {min: 2} | t.yaml:1:29: filters.confidence.min must be within [0, 1], that is"
            + " [0%, 100%], got '2'",
      })
  void whatIsWrongIsToldWithItsPlaceAndTheRemedy(String filter, String problem) {
    assertThat(problems("filters: {" + filter + "}")).containsExactly(problem);
  }

  @Test
  void aSchemaThatIsNotThereIsToldWithItsPath() {
    assertThat(problems("filters: {json: {schema: absent.json}}"))
        .containsExactly(
            "t.yaml:1:26: filters.json.schema must be a JSON Schema or the path of one: cannot read "
                + folder.toAbsolutePath().normalize().resolve("absent.json"));
  }

  @Test
  void aSchemaThatIsNoneIsToldWithTheReason() throws IOException {
    Files.writeString(folder.resolve("s.json"), "7");

    assertThat(problems("filters: {json: {schema: s.json}}"))
        .containsExactly(
            "t.yaml:1:26: filters.json.schema must be a JSON Schema or the path of one: a JSON"
                + " Schema is an object or a truth value, got NUMBER");
  }

  private List<String> problems(String yaml) {
    return read(yaml).problems().stream().map(Problem::toString).toList();
  }

  private Parsed<FilterSettings> read(String yaml) {
    FilterReader reader = new FilterReader(folder);
    return Yaml.read(
        "t.yaml", yaml.getBytes(StandardCharsets.UTF_8), in -> in.section("filters", reader::read));
  }
}
