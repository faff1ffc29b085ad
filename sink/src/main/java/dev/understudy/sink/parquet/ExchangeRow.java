package dev.understudy.sink.parquet;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Usage;
import dev.understudy.exchange.wire.Confidence;
import dev.understudy.exchange.wire.Reading;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of exchanges.
 *
 * @param exchange what was seen on the wire
 * @param reading what it means
 */
public record ExchangeRow(Exchange exchange, Reading reading) implements TableRow {
  private static final Prompt NO_PROMPT =
      new Prompt(null, null, null, null, null, null, null, null);
  private static final Answer NO_ANSWER =
      new Answer(null, null, null, null, null, null, null, null);

  public ExchangeRow {
    Objects.requireNonNull(exchange, "exchange");
    Objects.requireNonNull(reading, "reading");
  }

  @Override
  public Entry entry() {
    return exchange;
  }

  @Override
  public void write(Columns out) {
    Prompt prompt = reading.prompt() == null ? NO_PROMPT : reading.prompt();
    Answer answer = reading.answer() == null ? NO_ANSWER : reading.answer();
    out.begin();
    identity(out);
    out.word("api", reading.api());
    out.word("model_requested", prompt.model());
    out.word("model_served", answer.model());
    out.real("temperature", prompt.temperature());
    out.real("top_p", prompt.topP());
    out.number("max_tokens", prompt.maxTokens());
    out.truth("stream", prompt.stream());
    out.text("messages", prompt.messages());
    out.text("input", prompt.input());
    out.text("output", answer.output());
    out.text("choices", answer.choices());
    out.text("tool_calls", answer.toolCalls());
    out.word("finish_reason", answer.finishReason());
    out.text("logprobs", answer.logprobs());
    usage(out, answer.usage());
    ending(out, answer);
    body(out, "request", exchange.requestBody(), reading.requestText());
    body(out, "response", exchange.responseBody(), reading.responseText());
    out.truth(
        "body_truncated",
        exchange.requestBody().truncated() || exchange.responseBody().truncated());
    out.real(
        "confidence", Confidence.of(exchange.responseHeader(Confidence.HEADER), answer.logprobs()));
    out.end();
  }

  private void identity(Columns out) {
    out.text("request_id", exchange.requestId().toString());
    out.text("exchange_id", exchange.exchangeId().toString());
    out.word("role", exchange.role().word());
    out.number("received_at", Columns.micros(exchange.receivedAt()));
    out.word("instance", exchange.instance());
    out.word("rules_version", exchange.rulesVersion());
    out.word("route", exchange.route());
    out.word("launch", exchange.launch());
    out.real("bucket", exchange.bucket());
    out.word("app", exchange.app());
    out.word("user_pseudonym", exchange.user());
    out.word("session", exchange.session());
    out.word("tags", exchange.tags());
    out.word("upstream", exchange.upstream());
    out.word("may_train", exchange.mayTrain());
    out.word("method", exchange.method());
    out.word("path", exchange.path());
  }

  private static void usage(Columns out, @Nullable Usage usage) {
    out.number("input_tokens", usage == null ? null : usage.inputTokens());
    out.number("output_tokens", usage == null ? null : usage.outputTokens());
    out.number("cached_tokens", usage == null ? null : usage.cachedTokens());
    out.number("reasoning_tokens", usage == null ? null : usage.reasoningTokens());
    out.truth("tokens_estimated", usage == null ? null : Boolean.valueOf(usage.estimated()));
    out.skip("cost_usd");
  }

  private void ending(Columns out, Answer answer) {
    out.integer("status", exchange.status() == 0 ? null : Integer.valueOf(exchange.status()));
    out.word("outcome", exchange.outcome().word());
    out.word("error", exchange.error() == null ? answer.error() : exchange.error());
    out.real("first_byte_ms", Columns.millis(exchange.firstByte()));
    out.real("duration_ms", Columns.millis(exchange.duration()));
    out.word("request_headers", HeaderJson.write(exchange.requestHeaders()));
    out.word("response_headers", HeaderJson.write(exchange.responseHeaders()));
  }

  private static void body(Columns out, String side, Body body, Reading.Text text) {
    boolean digestOnly = body.sha256() != null && body.pieces().isEmpty();
    boolean plain = digestOnly || text.isUtf8();
    out.utf8(
        side + "_body",
        digestOnly ? null : plain ? text.bytes() : Base64.getEncoder().encode(text.bytes()));
    out.word(side + "_body_encoding", plain ? null : "base64");
    out.number(side + "_bytes", body.length());
    out.word(side + "_sha256", body.sha256());
  }
}
