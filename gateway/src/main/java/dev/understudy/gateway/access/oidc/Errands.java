package dev.understudy.gateway.access.oidc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes errands, and makes them again when browsers come back. All of an errand follows from its
 * cookie by a key of this process (HMAC-SHA256), so that nothing is remembered, however many are
 * begun and left. Any text may pose as a cookie; what follows from one that was never given, such
 * as the state that must come back with it, nobody else can know. Safe for every thread.
 */
public final class Errands {
  /** How long people have to come back from the provider. */
  public static final Duration LASTS = Duration.ofMinutes(10);

  private static final String MAC = "HmacSHA256";
  private static final int RANDOM_BYTES = 32;

  private final Clock clock;
  private final SecureRandom random;
  private final SecretKeySpec key;

  /** Errands of a process. */
  public Errands(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
    this.key = new SecretKeySpec(bytes(), MAC);
  }

  /** A new errand. */
  public Errand begin() {
    return of(base64(bytes()) + "." + clock.instant().getEpochSecond());
  }

  /**
   * The errand of a cookie, or null where its time is none, too long ago or still to come. Whether
   * this process gave the cookie shows by the errand's state alone.
   */
  public @Nullable Errand resume(String cookie) {
    int dot = cookie.indexOf('.');
    if (dot < 0 || !cookie.substring(dot + 1).matches("[0-9]{1,11}")) {
      return null;
    }
    Instant begun = Instant.ofEpochSecond(Long.parseLong(cookie.substring(dot + 1)));
    Instant now = clock.instant();
    return begun.isAfter(now) || !now.isBefore(begun.plus(LASTS)) ? null : of(cookie);
  }

  private Errand of(String cookie) {
    return new Errand(
        cookie,
        derived("state", cookie),
        derived("nonce", cookie),
        derived("verifier", cookie)); // 43 characters, as RFC 7636 asks at least
  }

  private String derived(String what, String cookie) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return base64(mac.doFinal((what + "." + cookie).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  private byte[] bytes() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
