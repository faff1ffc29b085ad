package dev.understudy.gateway.tracing;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Usage;
import dev.understudy.exchange.wire.Reading;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one table by which what was asked and answered becomes {@code gen_ai.*} attributes: those of
 * OpenTelemetry's semantic conventions 1.37.0, "Semantic conventions for generative client AI
 * spans" (status: development), whose version is the {@value #SCHEMA} of our spans. Of prompts and
 * answers there is nothing in it: numbers, names of models, and words of the providers' own.
 *
 * <p>The conventions know providers by how they are spoken to: a student that speaks as OpenAI does
 * is {@code openai}.
 *
 * @param <T> the attribute's type
 * @param key the attribute
 * @param value reads it, or null where it is not known
 */
record GenAi<T>(AttributeKey<T> key, Function<Reading, @Nullable T> value) {
  /** The schema the attributes are of. */
  static final String SCHEMA = "https://opentelemetry.io/schemas/1.37.0";

  /** Names come from outside, and a collector need not be sent a book. */
  private static final int LONGEST = 256;

  static final GenAi<String> OPERATION = text("gen_ai.operation.name", GenAi::operation);
  static final GenAi<String> REQUEST_MODEL =
      text("gen_ai.request.model", asked(prompt -> prompt.model()));

  /** All there are. */
  static final List<GenAi<?>> TABLE =
      List.of(
          OPERATION,
          text("gen_ai.provider.name", GenAi::provider),
          REQUEST_MODEL,
          number("gen_ai.request.max_tokens", asked(prompt -> prompt.maxTokens())),
          fraction("gen_ai.request.temperature", asked(prompt -> prompt.temperature())),
          fraction("gen_ai.request.top_p", asked(prompt -> prompt.topP())),
          text("gen_ai.response.model", answered(answer -> answer.model())),
          new GenAi<>(
              AttributeKey.stringArrayKey("gen_ai.response.finish_reasons"),
              answered(
                  answer ->
                      answer.finishReason() == null ? null : List.of(cut(answer.finishReason())))),
          number("gen_ai.usage.input_tokens", used(usage -> usage.inputTokens())),
          number("gen_ai.usage.output_tokens", used(usage -> usage.outputTokens())));

  /** Puts all that is known of an exchange on its span. */
  static void put(Span span, Reading reading) {
    TABLE.forEach(attribute -> attribute.putOn(span, reading));
  }

  private void putOn(Span span, Reading reading) {
    T known = value.apply(reading);
    if (known != null) {
      span.setAttribute(key, known);
    }
  }

  /** How the conventions want such spans to be named, or null where that is not known. */
  static @Nullable String spanName(Reading reading) {
    String operation = OPERATION.value.apply(reading);
    String model = REQUEST_MODEL.value.apply(reading);
    return operation == null || model == null ? null : operation + " " + model;
  }

  private static GenAi<String> text(String name, Function<Reading, @Nullable String> value) {
    return new GenAi<>(
        AttributeKey.stringKey(name),
        reading -> {
          String known = value.apply(reading);
          return known == null ? null : cut(known);
        });
  }

  private static GenAi<Long> number(String name, Function<Reading, @Nullable Long> value) {
    return new GenAi<>(AttributeKey.longKey(name), value);
  }

  private static GenAi<Double> fraction(String name, Function<Reading, @Nullable Double> value) {
    return new GenAi<>(AttributeKey.doubleKey(name), value);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  private static @Nullable String operation(Reading reading) {
    String api = reading.api();
    if (api == null) {
      return null;
    }
    return switch (api) {
      case "chat", "messages", "responses" -> "chat";
      case "completions" -> "text_completion";
      default -> api; // embeddings
    };
  }

  private static @Nullable String provider(Reading reading) {
    String api = reading.api();
    return api == null ? null : api.equals("messages") ? "anthropic" : "openai";
  }

  private static <T> Function<Reading, @Nullable T> asked(Function<Prompt, @Nullable T> value) {
    return reading -> {
      Prompt prompt = reading.prompt();
      return prompt == null ? null : value.apply(prompt);
    };
  }

  private static <T> Function<Reading, @Nullable T> answered(Function<Answer, @Nullable T> value) {
    return reading -> {
      Answer answer = reading.answer();
      return answer == null ? null : value.apply(answer);
    };
  }

  private static <T> Function<Reading, @Nullable T> used(Function<Usage, @Nullable T> value) {
    return answered(
        answer -> {
          Usage usage = answer.usage();
          return usage == null ? null : value.apply(usage);
        });
  }
}
