package dev.understudy.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.diff.json.JsonTerms;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Difference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of cases in {@code cases.json}: two answers each, and what comes of comparing them.
 */
class CasesTest {
  static Stream<Arguments> cases() throws IOException {
    try (InputStream file = CasesTest.class.getResourceAsStream("cases.json")) {
      JsonNode cases = new JsonMapper().readTree(Objects.requireNonNull(file, "cases.json"));
      return StreamSupport.stream(cases.spliterator(), false)
          .map(c -> Arguments.of(c.required("name").textValue(), c));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void comparesAsTheTableSays(String name, JsonNode expected) {
    AnswerComparator comparator = comparator(expected.required("as").textValue(), expected);

    Finding finding =
        comparator.compare(side(expected.required("teacher")), side(expected.required("student")));

    assertThat(finding.verdict().word())
        .as(finding.toString())
        .isEqualTo(expected.required("verdict").textValue());
    assertThat(finding.score()).isCloseTo(expected.required("score").doubleValue(), within(0.005));
    assertThat(finding.comparator())
        .isEqualTo(expected.path("by").asText(expected.required("as").textValue()));
    assertThat(finding.remarkWords()).containsExactlyElementsOf(texts(expected.path("remarks")));
    assertThat(finding.differences().stream().map(CasesTest::triple))
        .containsExactlyElementsOf(triples(expected.path("differences")));
  }

  private static AnswerComparator comparator(String as, JsonNode given) {
    JsonTerms terms =
        new JsonTerms(
            texts(given.path("fields")),
            texts(given.path("ignore")),
            texts(given.path("unordered")),
            given.path("tolerance").asDouble(0));
    double threshold = given.path("threshold").asDouble(0.8);
    return switch (as) {
      case "json" -> AnswerComparators.json(terms);
      case "label" -> AnswerComparators.label(given.path("pick").textValue());
      case "text" -> AnswerComparators.text(threshold);
      case "tools" -> AnswerComparators.tools();
      default -> AnswerComparators.auto(threshold, terms);
    };
  }

  /** A text alone, or an object with some of an answer's facts. */
  private static Side side(JsonNode said) {
    if (!said.isObject()) {
      return Sides.text(said.textValue());
    }
    JsonNode calls = said.get("calls");
    return Sides.side(
        new Answer(
            "m",
            said.path("text").textValue(),
            calls == null ? null : calls.toString(),
            null,
            said.path("finish").asText(calls == null ? "stop" : "tool_calls"),
            null,
            null,
            null));
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  private static List<@Nullable String> triple(Difference difference) {
    List<@Nullable String> triple = new ArrayList<>();
    triple.add(difference.pointer());
    triple.add(difference.teacher());
    triple.add(difference.student());
    return triple;
  }

  private static List<List<@Nullable String>> triples(JsonNode differences) {
    List<List<@Nullable String>> triples = new ArrayList<>();
    for (JsonNode difference : differences) {
      List<@Nullable String> triple = new ArrayList<>();
      difference.forEach(value -> triple.add(value.textValue()));
      triples.add(triple);
    }
    return triples;
  }
}
