package dev.understudy.diff.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.diff.drift.Capabilities.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  private final Capabilities capabilities = new Capabilities(ProfileDraft.of(rows(3_000)));

  /** English and German of 100 to 199 characters; three in a thousand with tools. */
  private static List<ProfileDraft.Row> rows(int count) {
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      InputFacts facts =
          facts(100 + i % 100, i % 333 == 0, false, i % 2 == 0 ? "en" : "de", "ask-1");
      rows.add(new ProfileDraft.Row("row-" + i, facts));
    }
    return rows;
  }

  private static InputFacts facts(
      int characters, boolean tools, boolean images, String language, @Nullable String template) {
    return new InputFacts(
        characters, characters / 5, 1, tools, images, language, template, "words", null);
  }

  @Test
  void whatWasSeenInTrainingMayGoToTheStudent() {
    assertThat(capabilities.lacking(facts(150, true, false, "de", "ask-1"))).isEmpty();
  }

  @Test
  void whatWasNeverSeenMayNot() {
    assertThat(capabilities.lacking(facts(150, false, true, "en", "ask-1")))
        .containsExactly(Reason.IMAGES);
    assertThat(capabilities.lacking(facts(150, false, false, "fr", "ask-1")))
        .containsExactly(Reason.LANGUAGE);
    assertThat(capabilities.lacking(facts(150, false, false, "en", "none")))
        .containsExactly(Reason.TEMPLATE);
  }

  @Test
  void whatWasSeenInFewerThanOneRowOfAThousandMayNot() {
    List<ProfileDraft.Row> rows = rows(3_000);
    rows.set(0, new ProfileDraft.Row(rows.get(0).id(), facts(150, false, true, "en", "ask-1")));
    rows.set(1, new ProfileDraft.Row(rows.get(1).id(), facts(150, false, true, "en", "ask-1")));

    assertThat(
            new Capabilities(ProfileDraft.of(rows)).lacking(facts(150, false, true, "en", "ask-1")))
        .containsExactly(Reason.IMAGES);
  }

  @Test
  void lengthMayExceedThatOfTrainingByHalf() {
    assertThat(capabilities.lacking(facts(290, false, false, "en", "ask-1"))).isEmpty();
    assertThat(capabilities.lacking(facts(70, false, false, "en", "ask-1"))).isEmpty();
    assertThat(capabilities.lacking(facts(310, false, false, "en", "ask-1")))
        .containsExactly(Reason.LENGTH);
    assertThat(capabilities.lacking(facts(60, false, false, "en", "ask-1")))
        .containsExactly(Reason.LENGTH);
  }

  @Test
  void textOfWhichOnlyTheScriptIsKnownMayBeInALanguageWrittenSo() {
    assertThat(capabilities.lacking(facts(150, false, false, "latin", "ask-1"))).isEmpty();
    assertThat(capabilities.lacking(facts(150, false, false, "none", "ask-1"))).isEmpty();
    assertThat(capabilities.lacking(facts(150, false, false, "cyrillic", "ask-1")))
        .containsExactly(Reason.LANGUAGE);
  }

  @Test
  void requestThatLacksSeveralHasAllReasons() {
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(new ProfileDraft.Row("r" + i, facts(100, false, false, "en", "ask-1")));
    }

    assertThat(new Capabilities(ProfileDraft.of(rows)).lacking(facts(9_000, true, true, "zh", "x")))
        .containsExactly(
            Reason.TOOLS, Reason.IMAGES, Reason.LANGUAGE, Reason.TEMPLATE, Reason.LENGTH);
  }

  @Test
  void withoutTemplatesNoneIsMissed() {
    assertThat(capabilities.lacking(facts(150, false, false, "en", null))).isEmpty();
  }
}
