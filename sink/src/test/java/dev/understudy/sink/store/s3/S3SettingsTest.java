package dev.understudy.sink.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class S3SettingsTest {
  @Test
  void theEnvironmentNamesEndpointAndRegion() {
    S3Settings settings =
        S3Settings.ofEnvironment(
            Map.of(
                "AWS_ENDPOINT_URL", "http://all:1",
                "AWS_ENDPOINT_URL_S3", "http://minio:9000",
                "AWS_DEFAULT_REGION", "eu-west-1"));

    assertThat(settings.endpoint()).isEqualTo(URI.create("http://minio:9000"));
    assertThat(settings.region()).isEqualTo("eu-west-1");
    assertThat(settings.addressing().isPath(settings.endpoint())).isTrue();
  }

  @Test
  void anEndpointOfTheEnvironmentCanBeIgnored() {
    S3Settings settings =
        S3Settings.ofEnvironment(
            Map.of(
                "AWS_ENDPOINT_URL", "http://all:1",
                "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"));

    assertThat(settings).isEqualTo(S3Settings.DEFAULTS);
    assertThat(settings.addressing().isPath(settings.endpoint())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://minio | endpoint must be an http or https URL such as http://minio:9000, got 'ftp://minio'",
        "minio:9000 | endpoint must be an http or https URL such as http://minio:9000, got 'minio:9000'",
        "http://me:secret@minio | endpoint must have no user, query or fragment; credentials come from the environment, a profile or a role",
        "ftp://me:secret@minio | endpoint must be an http or https URL such as http://minio:9000, got 'one with a user'",
      })
  void anEndpointThatIsNoneIsRefusedWithoutItsSecrets(URI endpoint, String message) {
    refused(() -> S3Settings.DEFAULTS.withEndpoint(endpoint), message);
  }

  @Test
  void whatS3WouldRefuseLaterIsRefusedNow() {
    refused(
        () -> S3Settings.DEFAULTS.withRegion("Frankfurt am Main"),
        "region must be a region's name such as eu-west-1, got 'Frankfurt am Main'");
    refused(
        () -> objects(Encryption.SSE_S3, "key", null, Map.of()),
        "kmsKey must be the id of a key and goes with SSE_KMS alone, got 'key' with SSE_S3");
    refused(
        () -> objects(Encryption.SSE_S3, null, "DEEP_ARCHIVE", Map.of()),
        "storageClass must be one that can be read at once, got DEEP_ARCHIVE: move files there by a lifecycle rule");
    refused(
        () -> objects(Encryption.SSE_S3, null, "COLD", Map.of()),
        "storageClass must be one of S3's, such as STANDARD_IA or INTELLIGENT_TIERING, got 'COLD'");
    refused(
        () -> objects(Encryption.SSE_S3, null, null, Map.of("", "x")),
        "a tag must have a key of 1 to 128 characters and a value of at most 256, got ''");
    refused(
        () -> new MultipartOptions(1, 1024, 4, Duration.ofDays(1)),
        "partBytes must be 5 MiB to 5 GiB, got 1024");
  }

  private static ObjectOptions objects(
      Encryption encryption,
      @Nullable String key,
      @Nullable String storageClass,
      Map<String, String> tags) {
    return new ObjectOptions(encryption, key, Checksum.CRC32C, storageClass, tags);
  }

  private static void refused(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void aFileHasNoMorePartsThanS3Allows() {
    long tebibyte = 1L << 40;
    long part = MultipartOptions.DEFAULTS.partBytes(tebibyte);

    assertThat((tebibyte + part - 1) / part).isLessThanOrEqualTo(10_000);
    assertThat(MultipartOptions.DEFAULTS.partBytes(1 << 30)).isEqualTo(16 * 1024 * 1024);
  }
}
