package dev.understudy.sink.drain;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.sink.parquet.ComparisonRow;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.FeedbackRow;
import dev.understudy.sink.parquet.TableRow;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes rows of entries, and reads the wire on the way; the same rows for every target. */
public final class Rows {
  private static final Logger LOG = LoggerFactory.getLogger(Rows.class);

  private final Function<Exchange, Reading> wire;

  /**
   * Rows that read the wire with that function (such as the {@code read} of a {@code WireReader}).
   * An exchange the function fails on becomes a row with its raw bodies only.
   */
  public Rows(Function<Exchange, Reading> wire) {
    this.wire = Objects.requireNonNull(wire, "wire");
  }

  /** The row of an entry. */
  public TableRow of(Entry entry) {
    return entry.fold(
        exchange -> new ExchangeRow(exchange, read(exchange)),
        ComparisonRow::new,
        FeedbackRow::new);
  }

  private Reading read(Exchange exchange) {
    try {
      return wire.apply(exchange);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.atError()
          .addKeyValue("exchange", exchange.exchangeId())
          .addKeyValue("failure", e.getClass().getName())
          .log("exchange could not be read; stored with its raw bodies only");
      return new Reading(
          null, null, null, raw(exchange.requestBody()), raw(exchange.responseBody()));
    }
  }

  private static Reading.Text raw(Body body) {
    byte[] bytes = body.toByteArray();
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      return new Reading.Text(bytes, false);
    }
    return new Reading.Text(bytes, true);
  }
}
