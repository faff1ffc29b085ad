package dev.understudy.trainer.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
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
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiltersTest {
  private static final FilterSettings ALL =
      new FilterSettings(
          true,
          Finish.COMPLETE,
          true,
          Repeating.USUAL,
          new Json(false, null),
          new Length(null, new Bounds(60, 5_000, Unit.CHARACTERS)),
          new Languages(List.of(), List.of("de"), 40, 1.05),
          List.of(new Pattern("digits", Part.ANSWER, "[0-9]", true)),
          new Sureness(0.9, false),
          true);

  @Test
  void allReasonsComeInTheOrderThatIsDocumentedAndTheFirstDecides() {
    Example bad =
        Examples.of(
            "Is it?",
            Examples.target("I'm sorry, but I can't help you with any of that.", "length", 0.5),
            new Gold("yes", null, null),
            new Cost(0, 0, null));

    assertThat(Filters.of(ALL).reasons(bad))
        .containsExactly(
            new Drop("filters", "finish_reason", "length"),
            new Drop("filters", "refusal", "the answer's text"),
            new Drop("filters", "not_json", null),
            new Drop("filters", "answer_too_short", "49 characters, at least 60 wanted"),
            new Drop("filters", "pattern", "digits: must match the answer"),
            new Drop("filters", "low_confidence", "0.500, at least 0.9 wanted"),
            new Drop("filters", "gold_disagreement", "answers differ"));
    assertThat(Filters.of(ALL).apply(bad).drop())
        .isEqualTo(new Drop("filters", "finish_reason", "length"));
  }

  @Test
  void aReasonFromBeforeStays() {
    Drop before = new Drop("corpus", "may_train", null);

    assertThat(Filters.of(ALL).apply(Examples.answer("").dropped(before)).drop()).isEqualTo(before);
  }

  @Test
  void usuallyEmptyAndUnfinishedAnswersGoAndNothingElse() {
    Filters usual = Filters.of(FilterSettings.USUAL);

    assertThat(usual.check(Examples.answer(" \n")))
        .contains(new Drop("filters", "empty_answer", null));
    assertThat(usual.check(Examples.calls())).isEmpty();
    assertThat(usual.check(Examples.answer("I can't help with that."))).isEmpty();
    assertThat(usual.check(Examples.confident(0.01))).isEmpty();
  }

  @Test
  void answersThatAreToolCallsAloneAreNotJudgedByTheirText() {
    FilterSettings text =
        new FilterSettings(
            true,
            null,
            true,
            Repeating.USUAL,
            new Json(false, null),
            new Length(null, new Bounds(10, 20, Unit.TOKENS)),
            ALL.language(),
            ALL.patterns(),
            null,
            false);

    assertThat(Filters.of(text).reasons(Examples.calls())).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "stop",
        "end_turn",
        "STOP",
        "stop_sequence",
        "tool_calls",
        "tool_use",
        "completed",
        "other"
      })
  void completeEndingsStay(@Nullable String reason) {
    assertThat(reasons(FilterSettings.USUAL, Examples.finished(reason))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "length",
        "MAX_TOKENS",
        "max_output_tokens",
        "content_filter",
        "refusal",
        "safety"
      })
  void endingsThatAreNoneGo(String reason) {
    assertThat(reasons(FilterSettings.USUAL, Examples.finished(reason)))
        .containsExactly("finish_reason");
  }

  @Test
  void ofNamedEndingsOnlyTheyStayAndNothingButAWordIsShown() {
    FilterSettings named = with(new Finish(List.of("Stop")));

    assertThat(reasons(named, Examples.finished("stop"))).isEmpty();
    assertThat(Filters.of(named).check(Examples.finished("bob wrote: hi")).orElseThrow().detail())
        .isEqualTo("a word that is none");
  }

  @Test
  void howTheTeachersAnswerEndedDoesNotMatterWhereAnotherTookItsPlace() {
    Example replaced = Examples.finished("length");
    replaced = replaced.with(replaced.target().replaced("no", null, Provenance.GOLD));

    assertThat(reasons(FilterSettings.USUAL, replaced)).isEmpty();
    assertThat(reasons(sureness(0.9, false), replaced)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I can't help with that.",
        "{\"refusal\": \"I can't.\", \"answer\": null}",
        "{\"answer\": \"I'm sorry, but I can't assist with that.\"}",
        "```json\n{\"reason\": \"I cannot provide that.\", \"data\": null}\n```",
      })
  void refusalsInTextAndInJsonGo(String answer) {
    assertThat(reasons(refusals(), Examples.answer(answer))).containsExactly("refusal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"is_bad\": 1}",
        "{\"refusal\": null, \"answer\": \"Paris\"}",
        "{\"refusal\": true}",
        "{\"label\": \"refusal\", \"text\": \"I can't help with that.\"}",
        "{\"score\": 3, \"quote\": \"I can't help with that.\"}",
        "{}",
      })
  void jsonThatQuotesARefusalStays(String answer) {
    assertThat(reasons(refusals(), Examples.answer(answer))).isEmpty();
  }

  @Test
  void aProviderThatDeclinedGivesARefusal() {
    assertThat(Filters.of(refusals()).check(Examples.finished("content_filter")))
        .contains(new Drop("filters", "refusal", "the provider's finish reason"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "{\"a\": 1};-",
        "1;off_schema",
        "{\"a\": \"x\"};off_schema",
        "{\"a\": 1;not_json",
        "yes;not_json",
        "'';not_json",
        "```json {\"a\": 1}```;json_fenced",
      })
  void anAnswerMustBeTheJsonThatIsAskedFor(String answer, @Nullable String reason) {
    Json json =
        new Json(false, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}");

    assertThat(reasons(with(json), Examples.answer(answer)))
        .isEqualTo(reason == null ? List.of() : List.of(reason));
  }

  @Test
  void aCodeFenceMayBeAllowed() {
    assertThat(reasons(with(new Json(true, null)), Examples.answer("```\n{}\n```"))).isEmpty();
  }

  @Test
  void lengthsAreOfCodePointsOrOfTheTokensThatWereCounted() {
    Target emoji = Examples.target("\ud83d\ude00\ud83d\ude00", "stop", null);
    Example counted = Examples.of("hello", emoji, null, new Cost(900, 7, null));

    assertThat(details(length(null, new Bounds(3, 9, Unit.CHARACTERS)), counted))
        .containsExactly("answer_too_short: 2 characters, at least 3 wanted");
    assertThat(details(length(null, new Bounds(0, 6, Unit.TOKENS)), counted))
        .containsExactly("answer_too_long: 7 tokens, at most 6 wanted");
    assertThat(details(length(new Bounds(0, 899, Unit.TOKENS), null), counted))
        .containsExactly("input_too_long: 900 tokens, at most 899 wanted");
  }

  @Test
  void bothBoundsAreWithin() {
    FilterSettings settings = length(null, new Bounds(2, 3, Unit.CHARACTERS));

    assertThat(reasons(settings, Examples.answer("a"))).containsExactly("answer_too_short");
    assertThat(reasons(settings, Examples.answer("ab"))).isEmpty();
    assertThat(reasons(settings, Examples.answer("abc"))).isEmpty();
    assertThat(reasons(settings, Examples.answer("abcd"))).containsExactly("answer_too_long");
  }

  @Test
  void tokensThatNobodyCountedOrOfAnotherAnswerAreEstimated() {
    FilterSettings settings = length(null, new Bounds(0, 3, Unit.TOKENS));
    Target other = Examples.target("no", null, null).replaced("yes", null, Provenance.GOLD);

    assertThat(details(settings, Examples.answer("one two three four five")))
        .containsExactly("answer_too_long: 5 tokens, at most 3 wanted");
    assertThat(details(settings, Examples.of("?", other, null, new Cost(0, 900, null)))).isEmpty();
  }

  @Test
  void patternsMustOrMustNotBeFound() {
    Pattern unwanted = new Pattern("greeting", Part.INPUT, "(?i)^dear", false);

    assertThat(details(with(unwanted), Examples.input("Dear all")))
        .containsExactly("pattern: greeting: must not match the input");
    assertThat(details(with(unwanted), Examples.input("Oh dear"))).isEmpty();
  }

  @Test
  void anUnsureTeacherGoesAndOneThatDoesNotTellBySetting() {
    assertThat(reasons(sureness(0.8, true), Examples.confident(0.79)))
        .containsExactly("low_confidence");
    assertThat(reasons(sureness(0.8, true), Examples.confident(0.8))).isEmpty();
    assertThat(reasons(sureness(0.8, true), Examples.confident(null))).isEmpty();
    assertThat(reasons(sureness(0.8, false), Examples.confident(null)))
        .containsExactly("no_confidence");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "spam;Spam.;ham;a;-",
        "spam;ham;spam;spam;labels differ",
        "-;ham;Yes;yes!;-",
        "-;ham;{\"a\":1,\"b\":2};{\"b\":2.0, \"a\":1};-",
        "-;ham;{\"a\":1};{\"a\":2};answers differ",
        "-;-;yes;no;answers differ",
        "spam;-;-;no;-",
      })
  void teachersWhoDisagreeWithPeopleGo(
      @Nullable String goldLabel,
      @Nullable String label,
      @Nullable String gold,
      String answer,
      @Nullable String detail) {
    Target target = new Target(answer, null, null, Provenance.TEACHER, null, label, "stop", null);
    Example example =
        Examples.of("?", target, new Gold(gold, goldLabel, null), new Cost(0, 0, null));

    assertThat(details(gold(), example))
        .isEqualTo(detail == null ? List.of() : List.of("gold_disagreement: " + detail));
  }

  @Test
  void theTeachersOwnAnswerIsHeldAgainstGoldWhateverTookItsPlace() {
    Target replaced = Examples.target("no", "stop", null).replaced("yes", null, Provenance.GOLD);
    Gold yes = new Gold("yes", null, null);

    assertThat(reasons(gold(), Examples.of("?", replaced, yes, new Cost(0, 0, null))))
        .containsExactly("gold_disagreement");
  }

  @Test
  void settingsGoWhereExecutorsAre() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(ALL);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(ALL);
    }
  }

  private static List<String> reasons(FilterSettings settings, Example example) {
    return Filters.of(settings).reasons(example).stream().map(Drop::reason).toList();
  }

  private static List<String> details(FilterSettings settings, Example example) {
    return Filters.of(settings).reasons(example).stream()
        .map(drop -> drop.reason() + ": " + drop.detail())
        .toList();
  }

  private static FilterSettings with(Finish finish) {
    return new FilterSettings(false, finish, false, null, null, null, null, List.of(), null, false);
  }

  private static FilterSettings with(Json json) {
    return new FilterSettings(false, null, false, null, json, null, null, List.of(), null, false);
  }

  private static FilterSettings with(Pattern pattern) {
    return new FilterSettings(
        false, null, false, null, null, null, null, List.of(pattern), null, false);
  }

  private static FilterSettings refusals() {
    return new FilterSettings(false, null, true, null, null, null, null, List.of(), null, false);
  }

  static FilterSettings length(@Nullable Bounds input, @Nullable Bounds answer) {
    return new FilterSettings(
        false, null, false, null, null, new Length(input, answer), null, List.of(), null, false);
  }

  static FilterSettings sureness(double min, boolean keepUnknown) {
    return new FilterSettings(
        false,
        null,
        false,
        null,
        null,
        null,
        null,
        List.of(),
        new Sureness(min, keepUnknown),
        false);
  }

  private static FilterSettings gold() {
    return new FilterSettings(false, null, false, null, null, null, null, List.of(), null, true);
  }
}
