package dev.understudy.sink.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What is asked of S3, as it comes over the wire. */
class S3RequestsTest {
  private static final String NAME = "exchanges/date=2026-01-31/hour=07/a.parquet";
  private static final int MIB = 1024 * 1024;
  private static LocalS3 s3;

  @TempDir Path folder;
  private FaultyS3 wire;
  private S3Location location;
  private S3Settings settings;

  @BeforeAll
  static void startServer() throws Exception {
    s3 = LocalS3.start();
  }

  @AfterAll
  static void stopServer() throws Exception {
    s3.stop();
  }

  @BeforeEach
  void listen() throws IOException {
    wire = FaultyS3.before(s3);
    location = s3.bucket();
    settings =
        S3Settings.DEFAULTS
            .withEndpoint(wire.endpoint())
            .withMultipart(new MultipartOptions(8 * MIB, 5 * MIB, 2, Duration.ofDays(1)));
  }

  @AfterEach
  void close() throws IOException {
    wire.close();
  }

  private S3Store open() throws IOException {
    return S3Store.open(location, settings, folder.resolve("staging"), LocalS3.credentials());
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static boolean put(Store store, byte[] content) throws IOException {
    return store.putIfAbsent(NAME, Files.write(store.stage(NAME), content));
  }

  private static byte[] content(Store store) throws IOException {
    try (SeekableByteChannel channel = store.open(NAME)) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  private HeadObjectResponse head() {
    return s3.client()
        .headObject(request -> request.bucket(location.bucket()).key(location.key(NAME)))
        .join();
  }

  private List<WireCall> calls(Predicate<WireCall> such) {
    return wire.calls().stream().filter(such).toList();
  }

  @Test
  void aFileIsPutByOneConditionalRequest() throws IOException {
    try (S3Store store = open()) {
      put(store, bytes(100_000));

      List<WireCall> puts = calls(WireCall::isFileWrite);
      assertThat(puts).hasSize(1);
      assertThat(puts.get(0).header("if-none-match")).isEqualTo("*");
      assertThat(puts.get(0).header("content-encoding")).isNull();
      assertThat(puts.get(0).header("content-length")).isEqualTo("100000");
      assertThat(puts.get(0).header("content-type")).isEqualTo("application/vnd.apache.parquet");
      assertThat(puts.get(0).start())
          .startsWith("PUT /%s/captures/exchanges/".formatted(location.bucket()));
      assertThat(store.health().puts()).isEqualTo(1);
      assertThat(store.health().putBytes()).isEqualTo(100_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsSentIsCheckedAsTheSettingsSay(Checksum checksum) throws IOException {
    settings =
        settings.withObjects(
            new ObjectOptions(Encryption.BUCKET_DEFAULT, null, checksum, null, Map.of()));
    byte[] content = bytes(12 * MIB);
    try (S3Store store = open()) {
      store.replaceIf(
          "ledger/rollouts.json", null, "123456789".getBytes(StandardCharsets.US_ASCII));
      put(store, content);

      WireCall small = calls(call -> call.start().contains("rollouts.json")).get(0);
      String crc32c = checksum == Checksum.CRC32C ? "4waSgw==" : null;
      String sha256 =
          checksum == Checksum.SHA256 ? "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=" : null;
      assertThat(small.header("x-amz-checksum-crc32c")).isEqualTo(crc32c);
      assertThat(small.header("x-amz-checksum-sha256")).isEqualTo(sha256);
      for (WireCall part : calls(call -> call.start().contains("partNumber="))) {
        assertThat(part.header("x-amz-checksum-crc32c") != null).isEqualTo(crc32c != null);
        assertThat(part.header("x-amz-checksum-sha256") != null).isEqualTo(sha256 != null);
        assertThat(part.header("x-amz-trailer")).isNull();
      }
      assertThat(Arrays.equals(content(store), content)).isTrue();
    }
  }

  @Test
  void filesHaveTheClassTagsAndKeyOfTheSettingsAndTheLedgerTheKeyAlone() throws IOException {
    settings =
        settings.withObjects(
            new ObjectOptions(
                Encryption.SSE_KMS,
                "alias/captures",
                Checksum.CRC32C,
                "STANDARD_IA",
                Map.of("team", "a & b", "kind", "captures")));
    try (S3Store store = open()) {
      // the server knows neither classes nor KMS: that they are asked for is what is looked at
      wire.next(1, WireCall::isFileWrite, Fault.answer(403, "AccessDenied"));
      assertThatThrownBy(() -> put(store, bytes(10))).isInstanceOf(IOException.class);
      wire.next(1, WireCall::isFileWrite, Fault.answer(403, "AccessDenied"));
      assertThatThrownBy(() -> put(store, bytes(9 * MIB))).isInstanceOf(IOException.class);
      wire.next(1, call -> call.start().contains("rollouts"), Fault.answer(403, "AccessDenied"));
      assertThatThrownBy(() -> store.replaceIf("ledger/rollouts.json", null, bytes(10)))
          .isInstanceOf(IOException.class);
    }

    List<WireCall> files = calls(WireCall::isFileWrite);
    assertThat(files).hasSize(2);
    assertThat(files.get(1).start()).contains("?uploads");
    for (WireCall file : files) {
      assertThat(file.header("x-amz-storage-class")).isEqualTo("STANDARD_IA");
      assertThat(file.header("x-amz-tagging")).isEqualTo("kind=captures&team=a%20%26%20b");
      assertThat(file.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
      assertThat(file.header("x-amz-server-side-encryption-aws-kms-key-id"))
          .isEqualTo("alias/captures");
    }
    WireCall ledger = calls(call -> call.start().contains("rollouts")).get(0);
    assertThat(ledger.header("x-amz-server-side-encryption")).isEqualTo("aws:kms");
    assertThat(ledger.header("x-amz-storage-class")).isNull();
    assertThat(ledger.header("x-amz-tagging")).isNull();
  }

  @Test
  void aLargeFileIsPutInPartsAndAppearsByAConditionalRequest() throws IOException {
    byte[] content = bytes(12 * MIB);
    try (S3Store store = open()) {
      assertThat(put(store, content)).isTrue();

      assertThat(calls(call -> call.start().contains("partNumber="))).hasSize(3);
      assertThat(calls(WireCall::isCompletion)).hasSize(1).allMatch(WireCall::isConditional);
      assertThat(head().contentLength()).isEqualTo(content.length);
      assertThat(Arrays.equals(content(store), content)).isTrue();
      assertThat(store.health().puts()).isEqualTo(1);
    }
  }

  @Test
  void aLargeFileWhoseNameIsTakenIsNotSent() throws IOException {
    try (S3Store store = open()) {
      put(store, bytes(10));

      assertThat(put(store, bytes(12 * MIB))).isFalse();

      assertThat(calls(call -> call.start().startsWith("POST "))).isEmpty();
      assertThat(head().contentLength()).isEqualTo(10);
    }
  }

  @Test
  void aLargeFileWhoseNameIsTakenWhileItIsSentLosesAndLeavesNoParts() throws IOException {
    try (S3Store store = open();
        S3Store other = open()) {
      wire.next(
          1,
          call -> call.isPart(2),
          (call, way) -> {
            put(other, bytes(10));
            way.pass(call, way.toClient());
          });

      assertThat(put(store, bytes(12 * MIB))).isFalse();

      assertThat(head().contentLength()).isEqualTo(10);
      assertThat(uploads()).isEmpty();
    }
  }

  @Test
  void anUploadThatFailsIsAborted() throws IOException {
    try (S3Store store = open()) {
      wire.next(1, call -> call.isPart(3), Fault.answer(403, "AccessDenied"));

      assertThatThrownBy(() -> put(store, bytes(12 * MIB)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("S3 said 403 AccessDenied");

      assertThat(uploads()).isEmpty();
      assertThat(store.list("")).isEmpty();
    }
  }

  @Test
  void anUploadOfWhichAPartIsLostIsNoFile() throws IOException {
    try (S3Store store = open()) {
      wire.next(1, call -> call.isPart(2), Fault.lostPart());

      assertThatThrownBy(() -> put(store, bytes(12 * MIB))).isInstanceOf(IOException.class);

      assertThat(store.list("")).isEmpty();
      assertThat(uploads()).isEmpty();
      assertThat(put(store, bytes(12 * MIB))).isTrue();
    }
  }

  private List<String> uploads() {
    return s3
        .client()
        .listMultipartUploads(request -> request.bucket(location.bucket()).prefix("captures/"))
        .join()
        .uploads()
        .stream()
        .map(upload -> upload.key())
        .toList();
  }

  @Test
  void whatARunThatDiedHadUploadedIsTakenAwayWhenItIsOldEnough() throws Exception {
    s3.client()
        .createMultipartUpload(
            request -> request.bucket(location.bucket()).key(location.key("dead.parquet")))
        .join();
    s3.client()
        .createMultipartUpload(request -> request.bucket(location.bucket()).key("others"))
        .join();
    try (Calls calls = calls()) {
      AbandonedUploads young =
          new AbandonedUploads(location, calls, Duration.ofDays(1), Clock.systemUTC());
      young.begin();
      young.await();
      assertThat(uploads()).containsExactly("captures/dead.parquet");

      Clock tomorrow = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
      AbandonedUploads old = new AbandonedUploads(location, calls, Duration.ofDays(1), tomorrow);
      old.begin();
      old.await();
      assertThat(uploads()).isEmpty();
    }
    assertThat(
            s3.client()
                .listMultipartUploads(request -> request.bucket(location.bucket()))
                .join()
                .uploads())
        .hasSize(1);
  }

  @Test
  void aFooterIsReadByOneRequest() throws IOException {
    byte[] content = bytes(3 * MIB);
    try (S3Store store = open()) {
      put(store, content);

      try (SeekableByteChannel channel = store.open(NAME)) {
        channel.position(content.length - 8);
        byte[] length = Channels.newInputStream(channel).readNBytes(8);
        channel.position(content.length - 40_000);
        byte[] footer = Channels.newInputStream(channel).readNBytes(1000);

        assertThat(length)
            .isEqualTo(Arrays.copyOfRange(content, content.length - 8, content.length));
        assertThat(footer)
            .isEqualTo(
                Arrays.copyOfRange(content, content.length - 40_000, content.length - 39_000));
      }
      assertThat(calls(call -> call.start().matches("(GET|HEAD) .*parquet .*"))).hasSize(1);
    }
  }

  @Test
  void aFileThatIsReplacedWhileItIsReadIsNotMixedUp() throws IOException {
    try (S3Store store = open()) {
      put(store, bytes(MIB));
      try (SeekableByteChannel channel = store.open(NAME)) {
        store.replaceFileIf(store.list("").get(0), Files.write(store.stage(NAME), bytes(MIB + 1)));

        assertThatThrownBy(() -> channel.position(0).read(ByteBuffer.allocate(10)))
            .isInstanceOf(IOException.class)
            .hasMessage(NAME + " was replaced or deleted while it was read; read it anew");
      }
    }
  }

  @Test
  void manyFilesAreListedPageByPage() throws IOException {
    try (S3Store store = open();
        Calls calls = calls()) {
      for (int i = 5; i > 0; i--) {
        store.putIfAbsent("feedback/" + i, Files.write(store.stage("x"), bytes(1)));
      }

      assertThat(new ObjectReads(location, calls, 2).list("feedback/"))
          .extracting(StoredFile::name)
          .containsExactly("feedback/1", "feedback/2", "feedback/3", "feedback/4", "feedback/5");
      assertThat(calls(call -> call.start().contains("continuation-token="))).hasSize(2);
    }
  }

  private Calls calls() throws IOException {
    Counters counters = new Counters();
    Line line = Line.open(location, settings, LocalS3.credentials(), counters);
    return new Calls(
        line,
        new Verdict(location, settings.endpoint(), line.region()),
        settings.patience(),
        counters);
  }
}
