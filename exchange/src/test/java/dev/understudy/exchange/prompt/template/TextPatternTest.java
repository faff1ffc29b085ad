package dev.understudy.exchange.prompt.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextPatternTest {
  private static final TextPattern QUOTED = new TextPattern(List.of("Text: '", "'\n\nOutput:"));
  private static final TextPattern TRANSLATE =
      new TextPattern(List.of("Translate from ", " to ", ": ", ""));

  @Test
  void slotsAreWhatStandsBetweenTheConstants() {
    assertThat(QUOTED.match("Text: 'a 'b'\n'\n\nOutput:")).containsExactly("a 'b'\n");
    assertThat(TRANSLATE.match("Translate from A to B: c")).containsExactly("A", "B", "c");
    assertThat(QUOTED.match("Text: ''\n\nOutput:")).containsExactly("");
  }

  @Test
  void constantsInSlotsAreTakenWhereTheyFirstOccurButTheLastAtTheEnd() {
    assertThat(TRANSLATE.match("Translate from A to B: go to C: d"))
        .containsExactly("A", "B", "go to C: d");
    assertThat(QUOTED.match("Text: 'x'\n\nOutput: no. Text: 'y'\n\nOutput:"))
        .containsExactly("x'\n\nOutput: no. Text: 'y");
  }

  @Test
  void otherTextsDoNotMatch() {
    assertThat(QUOTED.match("Text: '\n\nOutput:")).isNull();
    assertThat(QUOTED.match("Text: 'a'\n\nOutput: ")).isNull();
    assertThat(TRANSLATE.match("Translate from A into B: c")).isNull();
  }

  @Test
  void noSlotBeginsOrEndsInsideAWord() {
    TextPattern pattern = new TextPattern(List.of("Sum", " of", ""));

    assertThat(pattern.match("Summary of it")).isNull();
    assertThat(pattern.match("Sum! often of it")).containsExactly("! often", " it");
  }

  @Test
  void aConstantBetweenTwoSlotsHasAText() {
    assertThatThrownBy(() -> new TextPattern(List.of("a", "", "b")))
        .hasMessage("a constant between two slots must not be empty, but constant 1 is");
  }
}
