package dev.understudy.gateway.tap;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * Makes UUIDv7 identifiers (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits,
 * so that they sort by time. Unique, not secret. One for each event loop; not safe for several
 * threads.
 */
public final class Ids {
  private final LongSupplier clockMillis;
  private final SplittableRandom random;

  /** Identifiers of that clock's time and of chance drawn from that seed. */
  public Ids(LongSupplier clockMillis, long seed) {
    this.clockMillis = clockMillis;
    this.random = new SplittableRandom(seed);
  }

  /** Identifiers of the system's clock and of a seed nobody else has. */
  public static Ids ofSystem() {
    return new Ids(System::currentTimeMillis, new SecureRandom().nextLong());
  }

  /** The next identifier. */
  public UUID next() {
    long high = (clockMillis.getAsLong() << 16) | 0x7000L | (random.nextLong() & 0x0FFFL);
    long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low);
  }
}
