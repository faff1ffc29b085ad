package dev.understudy.rules.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.TableFileWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A folder of captures with real Parquet, written as the gateway writes it. */
final class CapturedTraffic implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  private static final WireReader WIRE = WireReader.withoutTokenEstimates();
  private static final byte[] ANSWER =
      """
      {"object": "chat.completion", "model": "gpt-4", "choices": [{"message": {"content": "ok"}}],
       "usage": {"prompt_tokens": 1000, "completion_tokens": 100}}
      """
          .getBytes(UTF_8);

  private final TableFileWriter writer;
  private int count;

  CapturedTraffic(Path root) throws IOException {
    Path hour = root.resolve("exchanges/date=2026-01-31/hour=12");
    Files.createDirectories(hour);
    Files.writeString(hour.resolve(".unfinished.parquet"), "not yet");
    this.writer =
        TableFileWriter.create(hour.resolve("g-1.parquet"), Table.EXCHANGES, "gateway-0", "1");
  }

  /** A chat completion at some second after noon. */
  void chat(int second, String body, Header... headers) throws IOException {
    add(Role.PRIMARY, second, "/v1/chat/completions", body, null, null, headers);
  }

  void add(
      Role role,
      int second,
      String path,
      String body,
      @Nullable String rulesVersion,
      @Nullable Double bucket,
      Header... headers)
      throws IOException {
    add(role, second, path, Body.of(body.getBytes(UTF_8)), rulesVersion, bucket, headers);
  }

  /** A chat completion of which only the first bytes of the body were kept. */
  void truncatedChat(int second, String begin) throws IOException {
    Body body = new Body(List.of(ByteBuffer.wrap(begin.getBytes(UTF_8))), 9_000_000, true, null);
    add(Role.PRIMARY, second, "/v1/chat/completions", body, null, null);
  }

  private void add(
      Role role,
      int second,
      String path,
      Body body,
      @Nullable String rulesVersion,
      @Nullable Double bucket,
      Header... headers)
      throws IOException {
    UUID id = new UUID(0x019c100000007000L, 0x8000000000000000L + count++);
    Exchange exchange =
        new Exchange(
            id,
            id,
            role,
            NOON.plusSeconds(second),
            "gateway-0",
            rulesVersion,
            "chat",
            "teacher",
            bucket,
            null,
            null,
            null,
            null,
            "big",
            null,
            "POST",
            path,
            200,
            Outcome.COMPLETE,
            null,
            Duration.ofMillis(12),
            Duration.ofMillis(40),
            List.of(headers),
            List.of(),
            body,
            Body.of(ANSWER));
    writer.write(new ExchangeRow(exchange, WIRE.read(exchange)));
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
