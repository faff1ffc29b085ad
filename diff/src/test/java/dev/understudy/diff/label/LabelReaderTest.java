package dev.understudy.diff.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelReaderTest {
  private final LabelReader isBad = reader(new LabelSettings.Json("/is_bad"), "0", "1");

  @ParameterizedTest
  @ValueSource(strings = {"(", "toxic", "/a~2"})
  void whatPicksNothingIsRefused(String pick) {
    assertThatThrownBy(() -> LabelReader.picking(pick))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"is_bad\": 1}",
        "```json\n{\"is_bad\": 1.0}\n```",
        "Sure! Here it is:\n\n{\"is_bad\": \"1\"} I hope it helps.",
        "In [brackets]: {'is_bad': 1}",
        "{'reason': 'It's \"bad\", they\\'d say', 'none': None, 'is_bad': 1,}",
        "{'reason': 'a\nb', \"is_bad\": 1e0}",
        "{reason: [True, -2.5, 'x'], is_bad: 1}",
        "```python\n{'is_bad': 1}\n```"
      })
  void aLabelIsReadHoweverTheModelWritesItsJson(String answer) {
    assertThat(isBad.read(answer)).hasValue("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "1",
        "I cannot help with that.",
        "{\"is_bad\": 2}",
        "{\"is_bad\": null}",
        "{\"is_bad\": true}",
        "{'is_bad': 1",
        "{{{{{{{{{{{{{{{{{{{{{{{{"
      })
  void whatIsNotThereOrNotAllowedIsNoLabel(String answer) {
    assertThat(isBad.read(answer)).isEmpty();
  }

  @Test
  void numbersAndTruthValuesHaveOneText() {
    LabelReader any = reader(new LabelSettings.Json("/x"));

    assertThat(any.read("{\"x\": 100.0}")).hasValue("100");
    assertThat(any.read("{\"x\": 0.50}")).hasValue("0.5");
    assertThat(any.read("{'x': True}")).hasValue("true");
    assertThat(any.read("{'x': '**Billing  Question.**'}")).hasValue("billing question");
  }

  @Test
  void aPatternsGroupIsTheLabel() {
    LabelReader reader = reader(new LabelSettings.Regex("Answer: (\\w+)"), "Yes", "No");

    assertThat(reader.read("Hm. Answer: YES, Answer: no")).hasValue("yes");
    assertThat(reader.read("Answer: maybe")).isEmpty();
  }

  @Test
  void theWholeAnswerMayBeTheLabel() {
    assertThat(reader(new LabelSettings.Text()).read("  Spam. \n")).hasValue("spam");
    assertThat(reader(new LabelSettings.Text()).read(" \n")).isEmpty();
  }

  @Test
  void aPatternNeedsOneGroup() {
    assertThatThrownBy(() -> new LabelSettings.Regex("(a)|(b)"))
        .hasMessage("a label's pattern must have one group (...), about the label, got 2");
    assertThatThrownBy(() -> new LabelSettings.Regex("("))
        .hasMessage("a label's pattern must be one of RE2, but it has missing closing )");
  }

  private static LabelReader reader(LabelSettings.Where where, String... labels) {
    return LabelReader.of(new LabelSettings(where, List.of(labels)));
  }
}
