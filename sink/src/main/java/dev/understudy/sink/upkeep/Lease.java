package dev.understudy.sink.upkeep;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.Versioned;
import dev.understudy.sink.table.UpkeepState;
import dev.understudy.sink.table.UpkeepState.Holder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one job at a time work on a store's files. It is renewed, on a thread of its own, while the
 * job runs; the lease of a job that died ends by itself after {@link #TERM}. Clocks of hosts are
 * expected to agree to a minute.
 */
final class Lease implements AutoCloseable {
  /** How long it lasts without being renewed. */
  static final Duration TERM = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(30);

  private final Store store;
  private final Clock clock;
  private final ScheduledExecutorService renewals =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "understudy-lease");
            thread.setDaemon(true);
            return thread;
          });

  private UpkeepState state;
  private Holder holder;
  private String version;
  private boolean lost;

  private Lease(Store store, Clock clock, UpkeepState state, Holder holder, String version) {
    this.store = store;
    this.clock = clock;
    this.state = state;
    this.holder = holder;
    this.version = version;
  }

  /**
   * Takes the lease for a job; the caller closes it.
   *
   * @throws IOException also where another job has it; the message says which and until when
   */
  @SuppressWarnings("FutureReturnValueIgnored") // renewing says itself what goes wrong
  static Lease take(Store store, String job, Clock clock) throws IOException {
    String run = UUID.randomUUID().toString();
    while (true) {
      Versioned there = store.read(UpkeepState.NAME);
      UpkeepState before = UpkeepState.of(there);
      Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      if (before.holder() != null && before.holder().until().isAfter(now)) {
        throw busy(store, before.holder());
      }
      Holder holder = new Holder(run, job, here(), now, now.plus(TERM));
      UpkeepState state = before.heldBy(holder);
      String version = replace(store, there == null ? null : there.version(), state.toBytes());
      if (version != null) {
        Lease lease = new Lease(store, clock, state, holder, version);
        long pause = BETWEEN_RENEWALS.toSeconds();
        lease.renewals.scheduleWithFixedDelay(lease::renewQuietly, pause, pause, TimeUnit.SECONDS);
        return lease;
      }
    }
  }

  private static IOException busy(Store store, Holder holder) {
    return new IOException(
        "%s is being worked on: '%s' (%s) began at %s and has it until %s unless it goes on; wait for it, or that long if it died"
            .formatted(
                store.location(), holder.job(), holder.by(), holder.since(), holder.until()));
  }

  private static String here() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      host = "unknown host";
    }
    return host + ", process " + ProcessHandle.current().pid();
  }

  /** Replaces the object, and finds out what happened where the store does not say. */
  private static @Nullable String replace(Store store, @Nullable String expected, byte[] bytes)
      throws IOException {
    try {
      return store.replaceIf(UpkeepState.NAME, expected, bytes);
    } catch (IOException untold) {
      Versioned there = store.read(UpkeepState.NAME);
      if (there != null && Arrays.equals(there.bytes(), bytes)) {
        return there.version();
      }
      throw untold;
    }
  }

  /**
   * Makes sure that the job may go on.
   *
   * @throws IOException if another job may have the store now
   */
  synchronized void confirm() throws IOException {
    if (Duration.between(clock.instant(), holder.until()).compareTo(TERM.dividedBy(2)) < 0) {
      renew(state);
    } else if (lost) {
      throw gone();
    }
  }

  /**
   * Tells readers that files of a folder are about to be deleted, since others hold their rows.
   *
   * @throws IOException if another job may have the store now
   */
  synchronized void announce(String folder) throws IOException {
    renew(state.announcing(folder));
  }

  private void renew(UpkeepState next) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    if (lost || !holder.until().isAfter(now)) {
      lost = true;
      throw gone();
    }
    Holder longer =
        new Holder(holder.run(), holder.job(), holder.by(), holder.since(), now.plus(TERM));
    UpkeepState renewed = next.heldBy(longer);
    String replaced = replace(store, version, renewed.toBytes());
    if (replaced == null) {
      lost = true;
      throw gone();
    }
    version = replaced;
    state = renewed;
    holder = longer;
  }

  private IOException gone() {
    return new IOException(
        "'%s' on %s was held up for too long, and another job may have begun: run it again, and erasures that ran meanwhile too"
            .formatted(holder.job(), store.location()));
  }

  private synchronized void renewQuietly() {
    try {
      renew(state);
    } catch (IOException | RuntimeException e) {
      LOG.atWarn().setCause(e).log("lease of the upkeep could not be renewed");
    }
  }

  /** Gives the store free for other jobs. */
  @Override
  public void close() {
    renewals.shutdownNow();
    synchronized (this) {
      if (lost) {
        return;
      }
      try {
        replace(store, version, state.heldBy(null).toBytes());
      } catch (IOException e) {
        LOG.atWarn()
            .addKeyValue("until", holder.until())
            .addKeyValue("failure", e.getMessage())
            .log("lease of the upkeep could not be given back; it ends by itself");
      }
    }
  }
}
