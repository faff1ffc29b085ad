package dev.understudy.gateway;

import dev.understudy.exchange.Table;
import dev.understudy.gateway.admin.AdminServer;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.sink.capture.Accounting;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.CaptureHealth;
import dev.understudy.sink.capture.DropReason;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What the admin port tells of a running gateway. Safe for every thread. */
final class GatewayFacts implements AdminServer.Facts {
  private final Capture capture;
  private final GatewayConfig config;
  private volatile boolean stopping;

  GatewayFacts(Capture capture, GatewayConfig config) {
    this.capture = capture;
    this.config = config;
  }

  /** From now on nothing new should be sent here. */
  void stopping() {
    stopping = true;
  }

  /** Whether nothing new should be sent here. */
  boolean isStopping() {
    return stopping;
  }

  @Override
  public AdminServer.Readiness readiness() {
    if (stopping) {
      return new AdminServer.Readiness(false, "stopping");
    }
    if (!capture.acceptsMore()) {
      return new AdminServer.Readiness(false, "the spool is full and capture.when_full is refuse");
    }
    CaptureHealth health = capture.health();
    if (health.isDegraded()) {
      String why = health.writeProblem() != null ? health.writeProblem() : health.drainProblem();
      return new AdminServer.Readiness(
          config.readyWhen().captureDegraded(), "capture is degraded: " + why);
    }
    return new AdminServer.Readiness(true, "");
  }

  @Override
  public JsonObject captures() {
    Accounting accounting = capture.accounting();
    CaptureHealth health = capture.health();
    JsonObject dropped = new JsonObject();
    for (Map.Entry<DropReason, Long> entry : accounting.dropped().entrySet()) {
      dropped.put(entry.getKey().word(), entry.getValue());
    }
    return new JsonObject()
        .put("store", config.capture().store().name())
        .put("offered", accounting.offered())
        .put("pending", accounting.pending())
        .put("spooled", accounting.spooled())
        .put("stored", accounting.stored())
        .put("dropped", dropped)
        .put("tables", tables())
        .put("spool_bytes", health.spoolBytes())
        .put("segments", health.segments())
        .put("drain_lag_ms", health.drainLag().toMillis())
        .put("damaged_segments", health.damagedSegments())
        .put("write_problem", health.writeProblem())
        .put("drain_problem", health.drainProblem());
  }

  /** The same for each table by itself. */
  private JsonObject tables() {
    JsonObject tables = new JsonObject();
    for (Table table : Table.values()) {
      Accounting accounting = capture.accounting(table);
      tables.put(
          table.word(),
          new JsonObject()
              .put("offered", accounting.offered())
              .put("pending", accounting.pending())
              .put("spooled", accounting.spooled())
              .put("stored", accounting.stored())
              .put("dropped", accounting.droppedTotal()));
    }
    return tables;
  }
}
