package dev.understudy.gateway.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.understudy.diff.Ending;
import dev.understudy.diff.Label;
import dev.understudy.diff.Refusal;
import dev.understudy.diff.Repetition;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.json.JsonValueAt;
import dev.understudy.diff.schema.AnswerSchema;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.rules.OutputCheck;
import dev.understudy.rules.Upstream;
import dev.understudy.sink.redaction.RedactionPolicy;
import dev.understudy.sink.redaction.Redactor;
import dev.understudy.sink.redaction.UnredactableEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer must be like, made ready. With several choices the first is looked at, and all of
 * them for what must not be in it. Answers of tool calls alone, and those that have no text by
 * their nature such as embeddings, pass what is asked of texts. What a moderator would say is asked
 * elsewhere, see {@link Moderated}.
 *
 * <p>Takes time in proportion to the answer: some tens of microseconds for a short one. Immutable;
 * any thread may ask.
 */
public final class AnswerCheck {
  private static final Logger log = LoggerFactory.getLogger(AnswerCheck.class);
  private static final String UNCHECKABLE = "uncheckable";
  private static final Answer NOTHING = new Answer(null, null, null, null, null, null, null, null);

  private final OutputCheck rules;
  private final @Nullable AnswerSchema schema;
  private final @Nullable Pattern matches;
  private final Set<String> labels;
  private final @Nullable JsonValueAt label;
  private final @Nullable Redactor pii;

  private AnswerCheck(OutputCheck rules, @Nullable AnswerSchema schema) {
    this.rules = rules;
    this.schema = schema;
    this.matches = rules.matches() == null ? null : Pattern.compile(rules.matches());
    this.labels =
        rules.labels().stream().map(Label::normalised).collect(Collectors.toUnmodifiableSet());
    this.label = rules.pointer() == null ? null : JsonValueAt.pointer(rules.pointer());
    this.pii = rules.noPii() ? Redactor.of(RedactionPolicy.usual()) : null;
  }

  /**
   * The check of these rules.
   *
   * @throws IOException if the schema cannot be read
   * @throws IllegalArgumentException if it cannot be used; the message says why
   */
  public static AnswerCheck of(OutputCheck rules) throws IOException {
    Path file = rules.schema();
    return new AnswerCheck(rules, file == null ? null : AnswerSchema.of(Files.readString(file)));
  }

  /**
   * What a whole answer fails but for moderation, in the word of the rules such as {@code schema},
   * or {@value #UNCHECKABLE} where nobody can tell; null where it is as it must be. Never throws.
   *
   * @param answer the answer; null for one that says nothing
   * @param path the request's path; if it asks for a text, an answer that says nothing is an empty
   *     one
   */
  public @Nullable String failure(@Nullable Answer answer, String path) {
    Answer given = answer == null ? NOTHING : answer;
    boolean textual = given.finishReason() != null || WireReader.answersWithText(path);
    return guarded(() -> failureOf(given, textual ? wholeText(given) : text(given)));
  }

  /** The upstream that is to be asked about the text, or null. */
  public @Nullable Upstream moderator() {
    return rules.moderation();
  }

  /** What an answer fails by what its moderator says: {@code moderation, unmoderated} or null. */
  @Nullable String failure(Moderation.Verdict verdict) {
    return switch (verdict) {
      case FINE -> null;
      case FLAGGED -> "moderation";
      case UNKNOWN -> rules.unmoderatedPasses() ? null : "unmoderated";
    };
  }

  private static @Nullable String guarded(Supplier<@Nullable String> check) {
    try {
      return check.get();
    } catch (RuntimeException | StackOverflowError ours) { // its message may quote content
      log.atError()
          .addKeyValue("failure", ours.getClass().getName())
          .log("an answer could not be checked, and counts as one that fails");
      return UNCHECKABLE;
    }
  }

  private @Nullable String failureOf(Answer answer, @Nullable String text) {
    if (text != null) {
      String failed = shape(text);
      if (failed != null) {
        return failed;
      }
      if (rules.minLength() != null && length(text) < rules.minLength()) {
        return "min_length";
      }
    }
    if (rules.noRefusal() && Ending.of(answer.finishReason()) == Ending.REFUSED) {
      return "refusal";
    }
    return forbidden(answer, text);
  }

  /**
   * What an answer fails already by its beginning; null where it is fine so far. Never throws.
   *
   * @param begun the answer as far as it came
   */
  public @Nullable String failureSoFar(Answer begun) {
    return guarded(() -> forbidden(begun, text(begun)));
  }

  /** Whether the beginning cannot tell, however fine it is: something asks for the whole. */
  public boolean needsMoreThan(@Nullable Answer begun) {
    if (schema != null || matches != null || !labels.isEmpty() || rules.moderation() != null) {
      return true;
    }
    String text = begun == null ? null : text(begun);
    if (text == null || text.isEmpty()) {
      return begun == null || begun.toolCalls() == null;
    }
    return rules.minLength() != null && length(text) < rules.minLength();
  }

  private @Nullable String shape(String text) {
    if (schema != null || label != null) {
      JsonNode value = JsonText.of(text).value();
      if (schema != null && (value == null || !schema.offPlaces(value).isEmpty())) {
        return "schema";
      }
      if (label != null && !isLabel(label.scalarIn(value))) {
        return "labels";
      }
    }
    if (label == null && !labels.isEmpty() && !isLabel(text)) {
      return "labels";
    }
    return matches != null && !matches.matcher(text).find() ? "matches" : null;
  }

  private boolean isLabel(@Nullable String found) {
    return found != null && labels.contains(Label.normalised(found));
  }

  private @Nullable String forbidden(Answer answer, @Nullable String text) {
    if (text != null) {
      if (rules.maxLength() != null && length(text) > rules.maxLength()) {
        return "max_length";
      }
      if (rules.noRefusal() && (Refusal.isOne(text) || Refusal.isWithin(text))) {
        return "refusal";
      }
      if (rules.noRepetition() && Repetition.of(text).isCircling()) {
        return "repetition";
      }
    }
    return holdsPii(text) || holdsPii(answer.toolCalls()) || holdsPii(answer.choices())
        ? "pii"
        : null;
  }

  private boolean holdsPii(@Nullable String text) {
    if (pii == null || text == null || text.isEmpty()) {
      return false;
    }
    try {
      return !pii.text(text).hits().isEmpty();
    } catch (UnredactableEntry unsearchable) {
      return true; // nobody can tell that there is none
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The text that is there; null where there is none. */
  private static @Nullable String text(Answer answer) {
    String text = answer.output();
    return text != null && !(text.isBlank() && answer.toolCalls() != null) ? text : null;
  }

  /** The text of a whole answer that should have one, unless it has tool calls instead. */
  private static @Nullable String wholeText(Answer answer) {
    String text = text(answer);
    return text != null || answer.toolCalls() != null ? text : "";
  }
}
