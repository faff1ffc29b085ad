package dev.understudy.trainer.privacy;

import dev.understudy.rules.Redaction;
import dev.understudy.sink.redaction.Detector;
import dev.understudy.sink.redaction.RedactedTexts;
import dev.understudy.sink.redaction.RedactionPolicy;
import dev.understudy.sink.redaction.Redactor;
import dev.understudy.sink.redaction.UnredactableEntry;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of examples what a capture should not have kept, or what was captured before anybody
 * thought of it: out of messages, tools, input, answers, tool calls, labels and gold. The same
 * value has the same placeholder in all of them, so that an answer still speaks of what was asked.
 * Redacting twice is redacting once. Left as it is: the {@code Origin}, by whose users and sessions
 * examples are told apart.
 *
 * <p>Immutable, thread-safe, deterministic; not serializable: send the settings, and make one for a
 * process.
 */
public final class ExampleRedactor {
  /** What the reasons name as their job: examples are redacted as they are made. */
  private static final String STAGE = "corpus";

  private static final Prompt NO_PROMPT = new Prompt("[]", null, null, "");

  private final Redactor redactor;

  private ExampleRedactor(Redactor redactor) {
    this.redactor = redactor;
  }

  /**
   * An example that may be kept.
   *
   * @param example the example; the very one that was given where nothing was taken out
   * @param hits how many things were taken out, by the name of their placeholder, such as {@code
   *     EMAIL}; what stands in the messages and in the input counts twice
   */
  public record Redacted(Example example, Map<String, Integer> hits) {
    public Redacted {
      Objects.requireNonNull(example, "example");
      hits = Map.copyOf(hits);
    }
  }

  /** One that takes out what the settings say; null where they say nothing. */
  public static @Nullable ExampleRedactor of(PrivacySettings settings) {
    Redaction redact = settings.redact();
    if (redact.isNone()) {
      return null;
    }
    return new ExampleRedactor(
        Redactor.of(
            new RedactionPolicy(
                redact.find().stream()
                    .map(kind -> Detector.valueOf(kind.name()))
                    .collect(Collectors.toUnmodifiableSet()),
                redact.patterns(),
                List.of(),
                redact.phoneRegions(),
                null)));
  }

  /**
   * The example as it may be kept. One that cannot be searched loses its texts and is dropped
   * ({@code unredactable}).
   */
  public Redacted redact(Example example) {
    RedactedTexts redacted;
    try {
      redacted = redactor.together(texts(example));
    } catch (UnredactableEntry unsearchable) {
      return new Redacted(emptied(example, unsearchable), Map.of());
    }
    return redacted.hits().isEmpty()
        ? new Redacted(example, Map.of())
        : new Redacted(rebuilt(example, redacted.texts()), redacted.hits());
  }

  /**
   * Texts that belong to an example, such as what another model answered to the same, as they may
   * be kept: the same value has the same placeholder as in the example.
   *
   * @param example the example as it was before it was redacted
   * @return the texts in their order; empty where they cannot be searched
   */
  public Optional<List<@Nullable String>> beside(Example example, List<@Nullable String> others) {
    List<@Nullable String> all = new ArrayList<>(texts(example));
    int own = all.size();
    all.addAll(others);
    try {
      return Optional.of(redactor.together(all).texts().subList(own, all.size()));
    } catch (UnredactableEntry unsearchable) {
      return Optional.empty();
    }
  }

  private static List<@Nullable String> texts(Example example) {
    Prompt prompt = example.prompt();
    Target target = example.target();
    Gold gold = example.gold();
    return Arrays.asList(
        prompt.messages(),
        prompt.tools(),
        prompt.input(),
        target.answer(),
        target.toolCalls(),
        target.teacherAnswer(),
        target.label(),
        target.teacherLabel(),
        gold == null ? null : gold.answer(),
        gold == null ? null : gold.label());
  }

  private static Example rebuilt(Example example, List<@Nullable String> texts) {
    Prompt prompt =
        new Prompt(
            known(texts.get(0)), texts.get(1), example.prompt().template(), known(texts.get(2)));
    Target before = example.target();
    Target target =
        new Target(
            known(texts.get(3)),
            texts.get(4),
            texts.get(6),
            before.provenance(),
            texts.get(5),
            texts.get(7),
            before.finishReason(),
            before.confidence());
    Gold gold = example.gold();
    return with(
        example,
        prompt,
        target,
        gold == null ? null : new Gold(texts.get(8), texts.get(9), gold.score()));
  }

  private static Example emptied(Example example, UnredactableEntry unsearchable) {
    Target before = example.target();
    Target target =
        new Target("", null, null, before.provenance(), null, null, before.finishReason(), null);
    return with(example, NO_PROMPT, target, null)
        .dropped(new Drop(STAGE, "unredactable", unsearchable.getMessage()));
  }

  private static Example with(Example example, Prompt prompt, Target target, @Nullable Gold gold) {
    return new Example(
        example.origin(), prompt, target, gold, example.cost(), example.marks(), example.drop());
  }

  private static String known(@Nullable String text) {
    return Objects.requireNonNull(text);
  }
}
