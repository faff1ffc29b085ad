package dev.understudy.gateway.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses tokens: after some wrong ones an address has to wait, twice as long after
 * each, before it is heard again. The same wrong token once more is no guess but a program with an
 * old setting, and makes nobody wait. Networks of IPv6 (/64) count as one address. Memory is
 * bounded. Safe for every thread.
 */
final class Attempts {
  /** How many wrong tokens cost nothing. */
  static final int FREE = 5;

  private static final Duration FORGOTTEN = Duration.ofMinutes(10);
  private static final int LONGEST_SECONDS = 32;
  private static final int MOST = 10_000;
  private static final int NETWORK_BYTES = 8;

  private final Clock clock;
  private final Map<String, Wrong> wrong = new LinkedHashMap<>();

  private record Wrong(int guesses, String last, Instant at) {
    Instant heardAgain() {
      return guesses < FREE
          ? at
          : at.plusSeconds(Math.min(LONGEST_SECONDS, 1L << Math.min(30, guesses - FREE)));
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

  /** What is said to an address that has to wait. */
  static String message(long waitSeconds) {
    return "too many wrong tokens came from this address; try again in %d s".formatted(waitSeconds);
  }

  /** Remembers that a wrong token came from that address. */
  synchronized void failed(String address, String token) {
    Instant now = clock.instant();
    String network = network(address);
    Wrong before = wrong.remove(network);
    String print = fingerprint(token);
    int guesses = before == null || !now.isBefore(before.at.plus(FORGOTTEN)) ? 0 : before.guesses;
    boolean repeated = guesses > 0 && before != null && before.last.equals(print);
    if (wrong.size() >= MOST) {
      wrong.remove(wrong.keySet().iterator().next());
    }
    wrong.put(
        network,
        new Wrong(
            repeated ? guesses : guesses + 1, print, repeated && before != null ? before.at : now));
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

  private static String fingerprint(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
