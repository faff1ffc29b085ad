package dev.understudy.gateway.feedback;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.Feedback;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the JSON that an application sends as feedback. */
final class FeedbackBody {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build()
          .readerFor(JsonNode.class);

  private static final List<String> FIELDS =
      List.of("request_id", "score", "label", "correction", "annotator", "comment");
  private static final List<String> WHAT_IS_SAID =
      List.of("score", "label", "correction", "comment");
  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int WORD_CHARS = 256;

  private final JsonNode json;

  private FeedbackBody(JsonNode json) {
    this.json = json;
  }

  /**
   * The feedback that a body holds.
   *
   * @throws UnusableFeedback when it is none
   */
  static Feedback read(byte[] body, Instant givenAt, String instance) throws UnusableFeedback {
    FeedbackBody fields = new FeedbackBody(parse(body));
    fields.checkNames();
    return new Feedback(
        fields.requestId(),
        givenAt,
        instance,
        fields.score(),
        fields.word("label"),
        fields.correction(),
        fields.word("annotator"),
        fields.text("comment"));
  }

  private static JsonNode parse(byte[] body) throws UnusableFeedback {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      // Jackson's own message quotes what was sent.
      throw new UnusableFeedback(
          null,
          "The body must be a JSON object; what was sent is no JSON from line %d, column %d on."
              .formatted(line(e), column(e)));
    } catch (IOException e) {
      throw new UnusableFeedback(null, "The body must be a JSON object in UTF-8.");
    }
    if (json == null || !json.isObject()) {
      throw new UnusableFeedback(
          null, "The body must be a JSON object, got " + (json == null ? "nothing" : kind(json)));
    }
    return json;
  }

  private static int line(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
  }

  private static int column(JsonProcessingException e) {
    return e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
  }

  private void checkNames() throws UnusableFeedback {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!FIELDS.contains(name)) {
        String shown = name.matches("[A-Za-z0-9_.-]{1,64}") ? "'" + name + "'" : "a field";
        throw new UnusableFeedback(
            null, shown + " is not known; feedback has " + String.join(", ", FIELDS) + ".");
      }
    }
    if (WHAT_IS_SAID.stream().allMatch(name -> field(name) == null)) {
      throw new UnusableFeedback(
          null, "Feedback must say something: at least one of score, label, correction, comment.");
    }
  }

  private @Nullable JsonNode field(String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private UUID requestId() throws UnusableFeedback {
    JsonNode value = field("request_id");
    if (value == null) {
      throw new UnusableFeedback(
          "request_id",
          "'request_id' is required: the UUID of the answer's header x-understudy-request-id.");
    }
    if (!value.isTextual() || !UUID_SHAPE.matcher(value.textValue()).matches()) {
      throw new UnusableFeedback(
          "request_id",
          "'request_id' must be the UUID of the answer's header x-understudy-request-id, got "
              + kind(value)
              + ".");
    }
    return UUID.fromString(value.textValue());
  }

  private @Nullable Double score() throws UnusableFeedback {
    JsonNode value = field("score");
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new UnusableFeedback(
          "score", "'score' must be a finite number, got " + kind(value) + ".");
    }
    return value.doubleValue();
  }

  private @Nullable String word(String name) throws UnusableFeedback {
    String text = text(name);
    if (text != null && text.length() > WORD_CHARS) {
      throw new UnusableFeedback(
          name,
          "'%s' must be at most %d characters, got %d.".formatted(name, WORD_CHARS, text.length()));
    }
    return text;
  }

  private @Nullable String text(String name) throws UnusableFeedback {
    JsonNode value = field(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual()) {
      throw new UnusableFeedback(name, "'" + name + "' must be text, got " + kind(value) + ".");
    }
    return value.textValue();
  }

  /** Text as it is, anything else as JSON. */
  private @Nullable String correction() {
    JsonNode value = field("correction");
    return value == null ? null : value.isTextual() ? value.textValue() : value.toString();
  }

  private static String kind(JsonNode value) {
    String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
    return switch (value.getNodeType()) {
      case ARRAY, OBJECT -> "an " + type;
      case STRING -> "other text";
      default -> "a " + type;
    };
  }
}
