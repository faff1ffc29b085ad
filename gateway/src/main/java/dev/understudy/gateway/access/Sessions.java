package dev.understudy.gateway.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The browsers that signed in, by what their cookies say: 256 random bits. A session ends when it
 * was not used for {@link #IDLE}, after {@link #LONGEST}, when it is ended, with the process, or as
 * the one unused for longest when its owner has too many, so that nobody crowds out others; only
 * where all together are too many, as the one unused for longest of all. Safe for every thread.
 */
final class Sessions {
  /** How long a session lasts without being used. */
  static final Duration IDLE = Duration.ofHours(1);

  /** How long a session lasts. */
  static final Duration LONGEST = Duration.ofHours(12);

  /** How many there are at most. */
  static final int MOST = 1000;

  /** How many one caller has at most, by its name. */
  static final int MOST_OF_ONE = 20;

  private static final int RANDOM_BYTES = 32;

  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Used> sessions = new LinkedHashMap<>(16, 0.75f, true); // by last use

  private record Used(Session session, Instant last) {
    boolean isOf(String who) {
      return session.who().equals(who);
    }
  }

  Sessions(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** Begins a session and answers what its cookie says. */
  synchronized String begin(String who, Role role) {
    Instant now = clock.instant();
    sessions.values().removeIf(used -> isOver(used, now));
    if (sessions.values().stream().filter(used -> used.isOf(who)).count() >= MOST_OF_ONE) {
      dropUnusedForLongest(used -> used.isOf(who));
    } else if (sessions.size() >= MOST) {
      dropUnusedForLongest(any -> true);
    }
    String id = secret(random);
    sessions.put(id, new Used(new Session(who, role, secret(random), now), now));
    return id;
  }

  private void dropUnusedForLongest(Predicate<Used> among) {
    sessions.entrySet().stream()
        .filter(each -> among.test(each.getValue()))
        .findFirst()
        .map(Map.Entry::getKey)
        .ifPresent(sessions::remove);
  }

  /** The session of that cookie, which is thereby used, or null. */
  synchronized @Nullable Session use(String id) {
    Instant now = clock.instant();
    Used used = sessions.get(id);
    if (used == null || isOver(used, now)) {
      sessions.remove(id);
      return null;
    }
    sessions.put(id, new Used(used.session, now));
    return used.session;
  }

  /** Whether that cookie's session lasts still; asking does not use it. */
  synchronized boolean lasts(String id) {
    Instant now = clock.instant();
    return sessions.entrySet().stream()
        .anyMatch(each -> each.getKey().equals(id) && !isOver(each.getValue(), now));
  }

  /** Ends the session of that cookie, if there is one. */
  synchronized void end(String id) {
    sessions.remove(id);
  }

  private static boolean isOver(Used used, Instant now) {
    return !now.isBefore(used.last.plus(IDLE)) || !now.isBefore(used.session.begun().plus(LONGEST));
  }

  /** What nobody can guess: 256 bits, in 43 characters that fit into cookies and addresses. */
  static String secret(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
