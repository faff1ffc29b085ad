package dev.understudy.rules.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.understudy.rules.Share;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BucketTest {
  private static final int KEYS = 100_000;

  @Test
  void aBucketIsTheFirst53BitsOfTheSha256OfSaltWordAndKey() throws Exception {
    for (String key : new String[] {"", "ann", "Zoë 😀", "k".repeat(5_000), "é".repeat(3_000)}) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(("salt\0header\0" + key).getBytes(UTF_8));
      long expected = new BigInteger(1, digest).shiftRight(256 - 53).longValueExact();

      assertThat(Bucket.dealing("salt", "header").of(key)).isEqualTo(expected);
    }
  }

  @Test
  void theBucketOfAKeyIsTheSameForEver() {
    // computed with: printf 'moderation\0header\0user-42' | sha256sum
    assertThat(Long.toHexString(Bucket.dealing("moderation", "header").of("user-42")))
        .isEqualTo("649a3da9cfd3c");
  }

  @Test
  void anIdIsDealtByItsText() {
    Random random = new Random(3);
    Bucket dealing = Bucket.dealing("salt", "dark");

    for (int i = 0; i < 1_000; i++) {
      UUID id = new UUID(random.nextLong(), random.nextLong());
      assertThat(dealing.of(id)).isEqualTo(dealing.of(id.toString()));
    }
  }

  @Test
  void aShareTakesItsShareOfKeys() {
    assertThat(within("10")).isBetween(10_000 - 4 * 95, 10_000 + 4 * 95); // 4 standard deviations
    assertThat(within("0.1")).isBetween(100 - 4 * 10, 100 + 4 * 10);
    assertThat(within("0")).isZero();
    assertThat(within("100")).isEqualTo(KEYS);
  }

  @Test
  void aLargerShareKeepsEveryKeyOfASmallerOne() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long bucket = Bucket.dealing("s" + random.nextInt(5), "user").of("k" + random.nextLong());
      Share one = DealtRequest.share(Double.toString(random.nextDouble() * 100));
      Share other = DealtRequest.share(Double.toString(random.nextDouble() * 100));
      boolean rises = one.compareTo(other) < 0;
      Share smaller = rises ? one : other;
      Share larger = rises ? other : one;

      if (bucket < smaller.threshold()) {
        assertThat(bucket).as("seed %d", seed).isLessThan(larger.threshold());
      }
    }
  }

  @Test
  void anotherSaltDealsAllKeysAnew() {
    assertThat(chiSquare(Bucket.dealing("a", "user"), Bucket.dealing("b", "user")))
        .isLessThan(CHI_SQUARE_81);
  }

  @Test
  void whatIsDealtForOnePurposeTellsNothingOfAnother() {
    assertThat(chiSquare(Bucket.dealing("a", "user"), Bucket.dealing("a", "dark")))
        .isLessThan(CHI_SQUARE_81);
    assertThat(chiSquare(Bucket.dealing("a", "dark"), Bucket.dealing("a", "echo")))
        .isLessThan(CHI_SQUARE_81);
  }

  @Test
  void dealingAllocatesNothing() {
    Bucket dealing = Bucket.dealing("salt", "header");
    UUID id = new UUID(1, 2);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    dealOften(dealing, id);

    long before = threads.getCurrentThreadAllocatedBytes();
    dealOften(dealing, id);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(allocated).isLessThan(100_000); // of 200,000 buckets
  }

  private static void dealOften(Bucket dealing, UUID id) {
    long sum = 0;
    for (int i = 0; i < 100_000; i++) {
      sum += dealing.of(id) + dealing.of("user-42");
    }
    if (sum == 0) {
      throw new AssertionError("no bucket");
    }
  }

  /** 99.9th percentile of the chi-square distribution with 81 degrees of freedom. */
  private static final double CHI_SQUARE_81 = 126.1;

  /** The statistic for independence of the tenths that two dealings put the same keys in. */
  private static double chiSquare(Bucket one, Bucket other) {
    int[][] counts = new int[10][10];
    for (int key = 0; key < KEYS; key++) {
      counts[tenth(one.of("user-" + key))][tenth(other.of("user-" + key))]++;
    }
    double sum = 0;
    for (int i = 0; i < 10; i++) {
      for (int j = 0; j < 10; j++) {
        int row = 0;
        int column = 0;
        for (int k = 0; k < 10; k++) {
          row += counts[i][k];
          column += counts[k][j];
        }
        double expected = (double) row * column / KEYS;
        sum += (counts[i][j] - expected) * (counts[i][j] - expected) / expected;
      }
    }
    return sum;
  }

  private static int tenth(long bucket) {
    return (int) (Bucket.fraction(bucket) * 10);
  }

  private static int within(String percent) {
    long threshold = DealtRequest.share(percent).threshold();
    Bucket dealing = Bucket.dealing("moderation", "header");
    int within = 0;
    for (int key = 0; key < KEYS; key++) {
      if (dealing.of("user-" + key) < threshold) {
        within++;
      }
    }
    return within;
  }
}
