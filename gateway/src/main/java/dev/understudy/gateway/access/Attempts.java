package dev.understudy.gateway.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slows down who guesses tokens: after some wrong ones an address has to wait, twice as long after
 * each, before it is heard again. One of its last wrong tokens once more is no guess but a program
 * with an old setting, and makes nobody wait. A right token is heard at once where it was heard
 * before, so that guesses from an address that many share, a proxy's, do not lock out who works
 * there. Networks of IPv6 (/64) count as one address. Memory is bounded. Safe for every thread.
 */
final class Attempts {
  private static final Logger log = LoggerFactory.getLogger(Attempts.class);

  /** How many wrong tokens cost nothing. */
  static final int FREE = 5;

  /** How many wrong tokens of an address are known again. */
  static final int KNOWN_AGAIN = 16;

  private static final Duration FORGOTTEN = Duration.ofMinutes(10);
  private static final int LONGEST_SECONDS = 32;
  private static final int MOST = 10_000;
  private static final int MOST_FAMILIAR = 1_000;
  private static final int NETWORK_BYTES = 8;

  private final Clock clock;
  private final Map<String, Wrong> wrong = new LinkedHashMap<>();
  private final Set<Familiar> familiar = new LinkedHashSet<>();

  /** That a token was heard from an address, by their names. */
  private record Familiar(String network, String token) {}

  /** What came from one address; {@code prints} are of its last tokens, oldest first. */
  private static final class Wrong {
    private final Deque<Long> prints = new ArrayDeque<>();
    private Instant at;
    private int guesses;

    Wrong(Instant at) {
      this.at = at;
    }

    void guess(long print, Instant now) {
      if (prints.size() >= KNOWN_AGAIN) {
        prints.removeFirst();
      }
      prints.addLast(print);
      guesses++;
      at = now;
    }

    Instant heardAgain() {
      return guesses <= FREE
          ? at
          : at.plusSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(30, guesses - FREE - 1)));
    }
  }

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /** How long that address has to wait until it is heard, in whole seconds; 0 when it is. */
  synchronized long waitSeconds(String address) {
    Wrong before = wrong.get(network(address));
    if (before == null) {
      return 0;
    }
    Duration left = Duration.between(clock.instant(), before.heardAgain());
    return left.isNegative() ? 0 : left.plusMillis(999).toSeconds();
  }

  /** The same for who gave a right token. */
  synchronized long waitSeconds(String address, Token token) {
    return familiar.contains(new Familiar(network(address), token.name()))
        ? 0
        : waitSeconds(address);
  }

  /** What is said to an address that has to wait. */
  static String message(long waitSeconds) {
    return "too many wrong tokens came from this address; try again in %d s".formatted(waitSeconds);
  }

  /** Remembers that a right token was heard from that address. */
  synchronized void heard(String address, Token token) {
    Familiar now = new Familiar(network(address), token.name());
    if (!familiar.remove(now) && familiar.size() >= MOST_FAMILIAR) {
      removeFirst(familiar.iterator());
    }
    familiar.add(now);
  }

  /** Remembers that a wrong token came from that address. */
  synchronized void failed(String address, String token) {
    Instant now = clock.instant();
    String network = network(address);
    Wrong before = wrong.remove(network);
    if (before == null || !now.isBefore(before.at.plus(FORGOTTEN))) {
      before = new Wrong(now);
    }
    if (wrong.size() >= MOST) {
      removeFirst(wrong.keySet().iterator());
    }
    wrong.put(network, before);
    long print = fingerprint(token);
    if (!before.prints.contains(print)) {
      before.guess(print, now);
      if (before.guesses == FREE + 1) {
        log.atWarn()
            .addKeyValue("from", address)
            .log("too many wrong tokens come from an address; it has to wait");
      }
    }
  }

  private static void removeFirst(Iterator<?> all) {
    all.next();
    all.remove();
  }

  private static String network(String address) {
    try {
      if (InetAddress.getByName(address) instanceof Inet6Address six) {
        return HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), NETWORK_BYTES));
      }
    } catch (UnknownHostException noAddress) {
      return "";
    }
    return address;
  }

  private static long fingerprint(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
