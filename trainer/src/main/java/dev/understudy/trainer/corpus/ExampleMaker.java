package dev.understudy.trainer.corpus;

import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.prompt.PromptReader;
import dev.understudy.exchange.prompt.PromptReading;
import dev.understudy.exchange.wire.ConversationText;
import dev.understudy.exchange.wire.TokenEstimate;
import dev.understudy.exchange.wire.TokenProbabilities;
import dev.understudy.trainer.example.Cost;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Marks;
import dev.understudy.trainer.example.Origin;
import dev.understudy.trainer.example.Prompt;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Target;
import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes examples of captured exchanges, or tells why one is none. */
final class ExampleMaker implements Serializable {
  private static final long serialVersionUID = 1;

  /** What the reasons name as their job. */
  static final String STAGE = "corpus";

  private static final String COMPLETE = "complete";

  private final CorpusSettings settings;
  private final TreeSet<String> students;

  /**
   * A maker.
   *
   * @param students the upstreams that are students, from which nothing is learned unless a source
   *     names them
   */
  ExampleMaker(CorpusSettings settings, Set<String> students) {
    this.settings = settings;
    this.students = new TreeSet<>(students);
  }

  /** The example of an exchange; null where no source takes it. */
  @Nullable Example make(CapturedExchange exchange) {
    if (isOutOfTime(exchange)) {
      return null;
    }
    for (Source source : settings.sources()) {
      if (source.takes(exchange)) {
        return make(exchange, source);
      }
    }
    return null;
  }

  private boolean isOutOfTime(CapturedExchange exchange) {
    long at = exchange.receivedAtMicros();
    return (settings.from() != null && at < micros(settings.from()))
        || (settings.to() != null && at >= micros(settings.to()));
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }

  private Example make(CapturedExchange exchange, Source source) {
    Drop refused = refusal(exchange, source);
    if (refused != null) {
      return withoutContent(exchange, source, refused);
    }
    PromptReading reading =
        PromptReader.read(
            new CapturedRequest(
                exchange.api(),
                exchange.messages(),
                exchange.input(),
                exchange.requestBody(),
                exchange.isCut()));
    if (reading instanceof PromptReading.Unusable unusable) {
      return withoutContent(exchange, source, drop("prompt_" + unusable.reason().word(), null));
    }
    PromptReading.Good good = (PromptReading.Good) reading;
    Prompt prompt = new Prompt(good.messages(), good.tools(), null, input(exchange, good));
    return example(exchange, source, prompt, true, null);
  }

  private @Nullable Drop refusal(CapturedExchange exchange, Source source) {
    String terms = exchange.mayTrain();
    if (!settings.allows(terms)) {
      return drop(
          "may_train",
          "upstream %s: %s".formatted(exchange.upstream(), terms == null ? "unstated" : terms));
    }
    if (source.upstreams().isEmpty() && students.contains(exchange.upstream())) {
      return drop("student_answer", "upstream " + exchange.upstream());
    }
    if (!exchange.outcome().equals(COMPLETE)) {
      return drop("incomplete", exchange.outcome());
    }
    Integer status = exchange.status();
    if (status == null || status / 100 != 2) {
      return drop("failed", "status " + status);
    }
    return exchange.isCut() && exchange.output() == null
        ? drop("cut", "a body was larger than what is recorded")
        : null;
  }

  private static Drop drop(String reason, @Nullable String detail) {
    return new Drop(STAGE, reason, detail);
  }

  /** What may not be learned from is not kept either. */
  private static Example withoutContent(CapturedExchange exchange, Source source, Drop drop) {
    return example(exchange, source, new Prompt("[]", null, null, ""), false, drop);
  }

  private static String input(CapturedExchange exchange, PromptReading.Good good) {
    String rendered =
        exchange.input() == null ? ConversationText.of(good.messages()) : exchange.input();
    return rendered == null ? "" : rendered;
  }

  private static Example example(
      CapturedExchange exchange,
      Source source,
      Prompt prompt,
      boolean hasContent,
      @Nullable Drop drop) {
    String answer = !hasContent || exchange.output() == null ? "" : exchange.output();
    return new Example(
        new Origin(
            id(exchange),
            source.name(),
            exchange.receivedAtMicros(),
            exchange.route(),
            exchange.app(),
            exchange.user(),
            exchange.session(),
            exchange.tags(),
            exchange.upstream(),
            exchange.model(),
            exchange.api() == null ? "unknown" : exchange.api()),
        prompt,
        new Target(
            answer,
            hasContent ? exchange.toolCalls() : null,
            null,
            Provenance.TEACHER,
            null,
            null,
            exchange.finishReason(),
            hasContent ? confidence(exchange.logprobs()) : null),
        null,
        new Cost(
            tokens(exchange.inputTokens(), prompt.input(), exchange.model()),
            tokens(exchange.outputTokens(), answer, exchange.model()),
            exchange.costUsd()),
        new Marks(null, null, null, source.split(), 1),
        drop);
  }

  /** Of one request, what the client got has its name alone. */
  private static String id(CapturedExchange exchange) {
    return exchange.role().equals("primary")
        ? exchange.requestId()
        : exchange.requestId() + ":" + exchange.role();
  }

  private static @Nullable Double confidence(@Nullable String logprobs) {
    TokenProbabilities tokens = TokenProbabilities.of(logprobs);
    return tokens == null ? null : (Double) tokens.mean();
  }

  private static long tokens(@Nullable Long counted, String text, @Nullable String model) {
    return counted != null ? counted : TokenEstimate.of(text, model);
  }
}
