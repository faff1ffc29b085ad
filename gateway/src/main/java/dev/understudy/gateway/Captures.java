package dev.understudy.gateway;

import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.config.CaptureSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.drain.ParquetTarget;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import java.io.IOException;

/** Opens the capture that a configuration describes. */
final class Captures {
  private static final int MEMORY_RECORDS = 65_536;

  private Captures() {}

  static Capture open(GatewayConfig config) throws IOException {
    CaptureSettings settings = config.capture();
    WireReader wire =
        settings.estimateTokens()
            ? WireReader.withTokenEstimates()
            : WireReader.withoutTokenEstimates();
    return Capture.open(
        new dev.understudy.sink.capture.CaptureSettings(
            config.instance(),
            settings.spool(),
            settings.durability(),
            settings.segment().bytes(),
            settings.segment().age(),
            settings.spoolLimitBytes(),
            settings.whenFull(),
            settings.memoryBytes(),
            MEMORY_RECORDS),
        new ParquetTarget(store(config), wire::read));
  }

  /** The store that the captures, and the ledger of rollouts, rest in. */
  static Store store(GatewayConfig config) throws IOException {
    return FolderStore.open(config.capture().directory());
  }
}
