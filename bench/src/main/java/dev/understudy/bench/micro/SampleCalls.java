package dev.understudy.bench.micro;

import dev.understudy.bench.teacher.Answers;
import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.MessageReader;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A ring of different exchanges, made of the very bytes the load benchmark sends and answers; long
 * enough that a compressor's window does not see one again.
 */
final class SampleCalls {
  private static final int COUNT = 4_096;
  private static final Instant RECEIVED = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Exchange> ring;
  private int next;

  SampleCalls(Shape shape) {
    Corpus corpus = new Corpus(32 << 20, 3);
    Answers answers = new Answers(corpus);
    ChatRequest request = new ChatRequest(shape.ask(), shape.requestBytes(), "bench", Map.of());
    this.ring =
        IntStream.range(0, COUNT)
            .mapToObj(number -> exchange(number, request, corpus, answers))
            .toList();
  }

  /** The next exchange; after the last the first again. */
  Exchange next() {
    Exchange exchange = ring.get(next);
    next = (next + 1) % COUNT;
    return exchange;
  }

  private static Exchange exchange(
      int number, ChatRequest request, Corpus corpus, Answers answers) {
    ByteBuf asked = Unpooled.buffer();
    request.append(asked, number, corpus);
    ByteBuf answered = Unpooled.buffer();
    Ask ask = request.ask();
    if (ask.streamed()) {
      long stream = answers.appendStreamHead(answered);
      for (int i = 0; i < ask.amount(); i++) {
        answers.appendDelta(answered, stream);
      }
      answers.appendStreamEnd(answered, stream);
    } else {
      answers.appendWhole(answered, ask);
    }
    return new ExchangeDraft(
            new UUID(
                0x019b_0000_0000_7000L + number, 0x8000_0000_0000_0000L | number * 0x9e37_79b9L),
            new UUID(
                0x019b_0000_0000_7000L + number, 0x9000_0000_0000_0000L | number * 0x85eb_ca6bL),
            RECEIVED.plusMillis(number))
        .takenBy("bench")
        .routed("default", "teacher", null)
        .by("bench-app", null, null)
        .to("teacher")
        .took(Duration.ofNanos(1_234_567), Duration.ofNanos(2_345_678 + number))
        .requestHeader("content-type", "application/json")
        .requestHeader("user-agent", "OpenAI/JS 4.104.0")
        .responseHeader("content-type", ask.streamed() ? "text/event-stream" : "application/json")
        .responseHeader("x-request-id", "req_5d1e2f9c0b8a47d3a6e4")
        .saying(Body.of(body(asked)), Body.of(body(answered)))
        .made();
  }

  /** A message's body, the transfer coding off. */
  private static byte[] body(ByteBuf message) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    new MessageReader(
            new MessageReader.Listener() {
              @Override
              public void onHead(String startLine) {}

              @Override
              public void onBody(ByteBuf in, int index, int length) {
                try {
                  in.getBytes(index, body, length);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }

              @Override
              public void onEnd(boolean connectionCloses) {}
            })
        .read(message);
    return body.toByteArray();
  }
}
