package dev.understudy.gateway;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.config.CaptureSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.config.StoreSettings;
import dev.understudy.gateway.drift.ShownRecords;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.firehose.FirehoseSettings;
import dev.understudy.sink.firehose.FirehoseTarget;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The capture that a configuration describes, and the store that captures, and the ledger of
 * rollouts, rest in.
 */
record Captures(Store store, SegmentTarget target, Capture capture) {
  private static final Logger log = LoggerFactory.getLogger(Captures.class);
  private static final String STAGING = ".staging"; // in the spool: on the same disk
  private static final String FIREHOSE = "firehose";
  private static final int MEMORY_RECORDS = 65_536;

  /**
   * Opens both.
   *
   * @param read is shown each exchange once, and what its bytes mean, when it is carried into the
   *     store for the first time; it must not throw
   * @param kept is shown each entry once it is kept, see {@link Capture#openShowing}
   * @throws StartFailure if a folder cannot be written, or S3 or Firehose is set up wrongly
   */
  static Captures open(
      GatewayConfig config, BiConsumer<Exchange, Reading> read, Consumer<Entry> kept)
      throws StartFailure {
    Store store = null;
    SegmentTarget target = null;
    try {
      store = store(config.capture());
      target = target(config, store, read);
      return new Captures(store, target, Capture.openShowing(settings(config), target, kept));
    } catch (IOException e) {
      if (target != null) {
        close(target);
      }
      if (store != null) {
        close(store);
      }
      throw new StartFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static Store store(CaptureSettings settings) throws IOException {
    StoreSettings store = settings.store();
    return store.place().open(settings.spool().resolve(STAGING), store.s3());
  }

  private static SegmentTarget target(
      GatewayConfig config, Store store, BiConsumer<Exchange, Reading> read) throws IOException {
    CaptureSettings settings = config.capture();
    WireReader wire =
        settings.estimateTokens()
            ? WireReader.withTokenEstimates()
            : WireReader.withoutTokenEstimates();
    ShownRecords records = new ShownRecords();
    Function<Exchange, Reading> shown =
        exchange -> {
          Reading reading = wire.read(exchange);
          if (records.isNew(exchange.exchangeId())) {
            read.accept(exchange, reading);
          }
          return reading;
        };
    FirehoseSettings streams = settings.store().firehose();
    if (streams == null) {
      return new ShowingTarget(new ParquetTarget(store, shown), records);
    }
    try {
      return new ShowingTarget(
          FirehoseTarget.open(streams, settings.spool().resolve(FIREHOSE), store, shown), records);
    } catch (RuntimeException unusable) { // the SDK finds no region, say
      throw new IOException(
          "delivery streams of %s cannot be used: %s; is capture.firehose.region set?"
              .formatted(settings.store().name(), unusable.getMessage()),
          unusable);
    }
  }

  private static dev.understudy.sink.capture.CaptureSettings settings(GatewayConfig config) {
    CaptureSettings settings = config.capture();
    return new dev.understudy.sink.capture.CaptureSettings(
        config.instance(),
        settings.spool(),
        settings.durability(),
        settings.segment().bytes(),
        settings.segment().age(),
        settings.spoolLimitBytes(),
        settings.whenFull(),
        settings.memoryBytes(),
        MEMORY_RECORDS);
  }

  /** Brings what was captured into the store, within that patience, and lets go of both. */
  void close(Duration patience) {
    capture.close(patience);
    close(target);
    close(store);
  }

  /** Tells which segment's exchanges are read. */
  private record ShowingTarget(SegmentTarget target, ShownRecords records)
      implements SegmentTarget {
    @Override
    public Carried carry(SealedSegment segment) throws IOException {
      records.begin(segment.name());
      Carried carried = target.carry(segment);
      records.carried(segment.name());
      return carried;
    }
  }

  /** The delivery streams that captures go into, or null. */
  @Nullable FirehoseTarget streams() {
    return streams(target);
  }

  private static void close(SegmentTarget target) {
    FirehoseTarget streams = streams(target);
    if (streams != null) {
      streams.close();
    }
  }

  private static @Nullable FirehoseTarget streams(SegmentTarget target) {
    return target instanceof ShowingTarget showing
            && showing.target() instanceof FirehoseTarget streams
        ? streams
        : null;
  }

  private static void close(Store store) {
    try {
      store.close();
    } catch (IOException e) {
      log.atWarn().addKeyValue("store", store.location()).setCause(e).log("store was not closed");
    }
  }
}
