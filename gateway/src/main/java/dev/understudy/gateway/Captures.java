package dev.understudy.gateway;

import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.config.CaptureSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.config.StoreSettings;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.drain.SegmentTarget;
import dev.understudy.sink.firehose.FirehoseSettings;
import dev.understudy.sink.firehose.FirehoseTarget;
import dev.understudy.sink.store.Store;
import java.io.IOException;
import java.time.Duration;
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
   * @throws StartFailure if a folder cannot be written
   */
  static Captures open(GatewayConfig config) throws StartFailure {
    Store store = null;
    try {
      store = store(config.capture());
      SegmentTarget target = target(config, store);
      return new Captures(store, target, Capture.open(settings(config), target));
    } catch (IOException e) {
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

  private static SegmentTarget target(GatewayConfig config, Store store) {
    CaptureSettings settings = config.capture();
    WireReader wire =
        settings.estimateTokens()
            ? WireReader.withTokenEstimates()
            : WireReader.withoutTokenEstimates();
    FirehoseSettings streams = settings.store().firehose();
    return streams == null
        ? new ParquetTarget(store, wire::read)
        : FirehoseTarget.open(streams, settings.spool().resolve(FIREHOSE), store, wire::read);
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
    if (target instanceof FirehoseTarget streams) {
      streams.close();
    }
    close(store);
  }

  private static void close(Store store) {
    try {
      store.close();
    } catch (IOException e) {
      log.atWarn().addKeyValue("store", store.location()).setCause(e).log("store was not closed");
    }
  }
}
