package dev.understudy.trainer.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.Redaction;
import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import dev.understudy.trainer.privacy.ExampleRedactor.Redacted;
import dev.understudy.trainer.privacy.PrivacySettings.Secrets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExampleRedactorTest {
  private static final ExampleRedactor ALL =
      Objects.requireNonNull(ExampleRedactor.of(new PrivacySettings(Redaction.ALL, Secrets.FAIL)));

  @Test
  void theSameValueHasTheSamePlaceholderInAllTexts() {
    Example example =
        example(
            "[{\"role\":\"user\",\"content\":\"I'm ada@example.com, write to bob@example.com\"}]",
            "I'm ada@example.com, write to bob@example.com",
            "Dear BOB@example.com, ada@example.com says hi to eve@example.com",
            new Gold("Dear bob@example.com", "eve@example.com", 1.0));

    Redacted redacted = ALL.redact(example);

    assertThat(redacted.example())
        .isEqualTo(
            example(
                "[{\"role\":\"user\",\"content\":\"I'm <EMAIL_1>, write to <EMAIL_2>\"}]",
                "I'm <EMAIL_1>, write to <EMAIL_2>",
                "Dear <EMAIL_2>, <EMAIL_1> says hi to <EMAIL_3>",
                new Gold("Dear <EMAIL_2>", "<EMAIL_3>", 1.0)));
    assertThat(redacted.hits()).isEqualTo(Map.of("EMAIL", 9));
    assertThat(ALL.redact(redacted.example()).example()).isSameAs(redacted.example());
  }

  @Test
  void textsBesideAnExampleHaveItsPlaceholders() {
    Example example =
        example(
            "[]", "I'm ada@example.com, write to bob@example.com", "Dear bob@example.com", null);

    assertThat(ALL.beside(example, Arrays.asList("bob@example.com, not eve@example.com", null)))
        .contains(Arrays.asList("<EMAIL_2>, not <EMAIL_3>", null));
  }

  @Test
  void everyTextIsSearchedAndNothingElseChanges() {
    Redacted redacted = ALL.redact(filled("a0@b.com", i -> "a" + i + "@b.com"));

    assertThat(redacted.example()).isEqualTo(filled("<EMAIL_1>", i -> "<EMAIL_" + (i + 1) + ">"));
    assertThat(redacted.hits()).isEqualTo(Map.of("EMAIL", 10));
  }

  @Test
  void anExampleWithNothingInItComesBackItself() {
    Example example = example("[]", "a", "b", null);

    assertThat(ALL.redact(example).example()).isSameAs(example);
  }

  @Test
  void whereNothingIsToBeTakenOutThereIsNothingThatDoes() {
    assertThat(ExampleRedactor.of(PrivacySettings.USUAL)).isNull();
  }

  @Test
  void whatCannotBeSearchedIsDroppedWithoutItsTexts() {
    Example example = example("[]", "a", "[".repeat(1_001) + "]".repeat(1_001), null);

    Redacted redacted = ALL.redact(example);

    assertThat(redacted.example())
        .isEqualTo(
            example("[]", "", "", null)
                .dropped(
                    new Drop("corpus", "unredactable", "JSON nested deeper than 1000 levels")));
    assertThat(redacted.hits()).isEmpty();
  }

  /** One whose ten texts are all different. */
  private static Example filled(String first, IntFunction<String> text) {
    return new Example(
        origin(),
        new Prompt("[\"" + first + "\"]", "[\"" + text.apply(1) + "\"]", "t", text.apply(2)),
        new Target(
            text.apply(3),
            "[\"" + text.apply(4) + "\"]",
            text.apply(6),
            Provenance.GOLD,
            text.apply(5),
            text.apply(7),
            "stop",
            0.5),
        new Gold(text.apply(8), text.apply(9), 2.0),
        new Cost(1, 2, 3.0),
        Marks.NONE,
        new Drop("corpus", "x", null));
  }

  private static Example example(
      String messages, String input, String answer, @Nullable Gold gold) {
    return new Example(
        origin(),
        new Prompt(messages, null, null, input),
        new Target(answer, null, null, Provenance.TEACHER, null, null, "stop", null),
        gold,
        new Cost(0, 0, null),
        Marks.NONE,
        null);
  }

  private static Origin origin() {
    return new Origin(
        "r1", "all", 0, "chat", null, "eve@example.com", null, Map.of(), "openai", null, "chat");
  }
}
