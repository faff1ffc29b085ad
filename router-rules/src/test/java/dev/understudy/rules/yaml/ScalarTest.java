package dev.understudy.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.rules.Share;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScalarTest {
  @ParameterizedTest
  @CsvSource({"250ms,250", "30s,30000", "5m,300000", "1h,3600000", "2d,172800000"})
  void durationsAreWholeNumbersWithAUnit(String text, long millis) throws Mismatch {
    assertThat(Scalar.DURATION.read(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void durationsWithoutUnitOrMeaningAreRefused() {
    String rule = "must be a duration such as 250ms, 30s, 5m or 1h, got ";

    assertRefused(Scalar.DURATION, "30", rule + "'30'");
    assertRefused(Scalar.DURATION, "1.5s", rule + "'1.5s'");
    assertRefused(Scalar.DURATION, "-1s", rule + "'-1s'");
    assertRefused(Scalar.DURATION, "soon", rule + "'soon'");
    assertRefused(Scalar.DURATION, "0s", "must be longer than zero, got '0s'");
    assertRefused(Scalar.DURATION, "999999999999d", "must be at most 3650d, got '999999999999d'");
  }

  @Test
  void writtenDurationsReadAsTheSame() throws Mismatch {
    Random random = new Random(20);
    for (int i = 0; i < 2_000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(TimeUnit.DAYS.toMillis(3650)));
      assertThat(Scalar.DURATION_OR_ZERO.read(Durations.write(duration))).isEqualTo(duration);
    }
    assertThat(Durations.write(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(Durations.write(Duration.ofMinutes(10))).isEqualTo("10m");
    assertThat(Durations.write(Duration.ZERO)).isEqualTo("0s");
  }

  @ParameterizedTest
  @CsvSource({
    "0B,0",
    "512B,512",
    "64KiB,65536",
    "64KB,64000",
    "8MiB,8388608",
    "1GiB,1073741824",
    "2TB,2000000000000"
  })
  void sizesAreWholeNumbersWithAUnit(String text, long bytes) throws Mismatch {
    assertThat(Scalar.BYTES.read(text)).isEqualTo(bytes);
  }

  @Test
  void sizesWithoutUnitOrMeaningAreRefused() {
    String rule = "must be a size such as 512B, 64KiB, 8MiB or 1GB, got ";

    assertRefused(Scalar.BYTES, "64", rule + "'64'");
    assertRefused(Scalar.BYTES, "64kb", rule + "'64kb'");
    assertRefused(Scalar.BYTES, "9000000TiB", "must be less than 8388608TiB, got '9000000TiB'");
    assertRefused(Scalar.bytes(1024, 1 << 20), "2MiB", "must be within [1KiB, 1MiB], got '2MiB'");
  }

  @Test
  void writtenSizesReadAsTheSame() throws Mismatch {
    Random random = new Random(21);
    for (int i = 0; i < 2_000; i++) {
      long bytes = (random.nextLong() >>> 1) >>> random.nextInt(63);
      assertThat(Scalar.BYTES.read(ByteSizes.write(bytes))).isEqualTo(bytes);
    }
    assertThat(ByteSizes.write(64 * 1024)).isEqualTo("64KiB");
    assertThat(ByteSizes.write(1000)).isEqualTo("1000B");
  }

  @ParameterizedTest
  @CsvSource({"5%,0.05", "0.1%,0.001", "0.25,0.25", "0,0", "100%,1", "1,1", "0.000001%,0.00000001"})
  void sharesArePercentagesOrFractions(String text, BigDecimal share) throws Mismatch {
    assertThat(Scalar.SHARE.read(text)).isEqualTo(new Share(share));
  }

  @Test
  void sharesBeyondTheWholeAreRefused() {
    assertRefused(Scalar.SHARE, "1.5", "must be within [0, 1], that is [0%, 100%], got '1.5'");
    assertRefused(Scalar.SHARE, "101%", "must be within [0, 1], that is [0%, 100%], got '101%'");
    assertRefused(Scalar.SHARE, "-1%", "must be a share such as 5%, 0.1% or 0.25, got '-1%'");
    assertRefused(Scalar.SHARE, "NaN", "must be a share such as 5%, 0.1% or 0.25, got 'NaN'");
  }

  @Test
  void integersStayWithinTheirBounds() throws Mismatch {
    Scalar<Integer> kind = Scalar.integer(1, 64);

    assertThat(kind.read("64")).isEqualTo(64);
    assertRefused(kind, "0", "must be a whole number within [1, 64], got '0'");
    assertRefused(kind, "65", "must be a whole number within [1, 64], got '65'");
    assertRefused(kind, "99999999999", "must be a whole number within [1, 64], got '99999999999'");
    assertRefused(kind, "two", "must be a whole number within [1, 64], got 'two'");
  }

  @Test
  void booleansAreTrueOrFalseAndNothingElse() throws Mismatch {
    assertThat(Scalar.BOOLEAN.read("true")).isTrue();
    assertThat(Scalar.BOOLEAN.read("false")).isFalse();
    assertRefused(Scalar.BOOLEAN, "yes", "must be true or false, got 'yes'");
  }

  @Test
  void wordsAreThoseOfTheEnum() throws Mismatch {
    Scalar<TimeUnit> kind = Scalar.word(TimeUnit.class);

    assertThat(kind.read("hours")).isEqualTo(TimeUnit.HOURS);
    assertRefused(
        kind,
        "weeks",
        "must be nanoseconds, microseconds, milliseconds, seconds, minutes, hours or days,"
            + " got 'weeks'");
  }

  @Test
  void listenersAreHostAndPort() throws Mismatch {
    assertThat(Scalar.HOST_PORT.read("127.0.0.1:0")).isEqualTo(new HostPort("127.0.0.1", 0));
    assertThat(Scalar.HOST_PORT.read("gateway.local:8080"))
        .isEqualTo(new HostPort("gateway.local", 8080));
    assertThat(Scalar.HOST_PORT.read("[::1]:8080")).isEqualTo(new HostPort("::1", 8080));
    assertThat(Scalar.HOST_PORT.read("[::1]:8080")).hasToString("[::1]:8080");
    for (String wrong : new String[] {"foo", "8080", ":8080", "a:65536", "::1:80", "http://a:1"}) {
      assertRefused(Scalar.HOST_PORT, wrong, "must be HOST:PORT, got '" + wrong + "'");
    }
  }

  @Test
  void baseUrlsLoseTheirTrailingSlash() throws Mismatch {
    assertThat(Scalar.BASE_URL.read("https://api.openai.com/v1/"))
        .isEqualTo(URI.create("https://api.openai.com/v1"));
    assertThat(Scalar.BASE_URL.read("HTTP://localhost:9000"))
        .isEqualTo(URI.create("http://localhost:9000"));
    assertThat(Scalar.BASE_URL.read("http://[::1]:9000/"))
        .isEqualTo(URI.create("http://[::1]:9000"));
  }

  @Test
  void whatIsNoBaseUrlIsRefusedWithTheRemedy() {
    assertRefused(
        Scalar.BASE_URL,
        "api.openai.com/v1",
        "must be a URL such as https://api.openai.com/v1, got 'api.openai.com/v1';"
            + " did you mean 'https://api.openai.com/v1'?");
    assertRefused(
        Scalar.BASE_URL,
        "localhost:9000",
        "must be a URL such as https://api.openai.com/v1, got 'localhost:9000';"
            + " did you mean 'http://localhost:9000'?");
    assertRefused(Scalar.BASE_URL, "htp://x", "must begin with http:// or https://, got 'htp://'");
    assertRefused(
        Scalar.BASE_URL,
        "https://a/v1#top",
        "must not have a fragment ('#'); it would never be sent");
    assertRefused(
        Scalar.BASE_URL,
        "https://my_host/v1",
        "must name a host of letters, digits, '-' and '.', perhaps with a port,"
            + " got 'https://my_host/v1'");
    assertRefused(
        Scalar.BASE_URL,
        "https:///v1",
        "must name a host of letters, digits, '-' and '.', perhaps with a port,"
            + " got 'https:///v1'");
    assertRefused(
        Scalar.BASE_URL,
        "https://a:99999",
        "must have a port within [1, 65535], got 'https://a:99999'");
    assertRefused(
        Scalar.BASE_URL,
        "https://a b",
        "must be a URL such as https://api.openai.com/v1, got 'https://a b'");
  }

  @Test
  void messagesAboutUrlsNeverRepeatSecrets() {
    assertRefused(
        Scalar.BASE_URL,
        "https://me:sk-123@api.openai.com/v1",
        "must not hold a user name or password ('@'); credentials travel in request headers");
    assertRefused(
        Scalar.BASE_URL,
        "https://api.openai.com/v1?api-key=sk-123",
        "must not have a query ('?'); requests bring their own");
    assertRefused(
        Scalar.BASE_URL,
        "me:sk-123@api.openai.com",
        "must be a URL such as https://api.openai.com/v1");
  }

  @Test
  void pathsAreMadeAbsoluteFromTheirFolder() throws Mismatch {
    Scalar<Path> kind = Scalar.path(Path.of("/etc/understudy"));

    assertThat(kind.read("../rules.yaml")).isEqualTo(Path.of("/etc/rules.yaml"));
    assertThat(kind.read("/var/x")).isEqualTo(Path.of("/var/x"));
    assertRefused(kind, "a\0b", "must be a path, got 'a?b'");
    assertRefused(kind, " ", "must not be blank");
    assertRefused(
        kind, "~/x", "must be a path without '~', which only shells understand, got '~/x'");
  }

  @Test
  void longTextsAreCutInMessages() {
    assertRefused(
        Scalar.DURATION,
        "x".repeat(1000),
        "must be a duration such as 250ms, 30s, 5m or 1h, got '" + "x".repeat(80) + "...'");
  }

  private static void assertRefused(Scalar<?> kind, String text, String message) {
    assertThatThrownBy(() -> kind.read(text)).isInstanceOf(Mismatch.class).hasMessage(message);
  }
}
