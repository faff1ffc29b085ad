package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.ByteSizes;
import dev.understudy.rules.yaml.Durations;
import dev.understudy.rules.yaml.Mismatch;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.sink.store.s3.Addressing;
import dev.understudy.sink.store.s3.Checksum;
import dev.understudy.sink.store.s3.Encryption;
import dev.understudy.sink.store.s3.MultipartOptions;
import dev.understudy.sink.store.s3.ObjectOptions;
import dev.understudy.sink.store.s3.Patience;
import dev.understudy.sink.store.s3.S3Settings;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes how S3 is reached, the section {@code capture.s3}. */
final class S3Keys {
  private static final long MIB = 1024 * 1024;
  private static final long GIB = 1024 * MIB;

  private static final Scalar<URI> ENDPOINT =
      Scalar.of(
          URI.create("http://unreadable.invalid"),
          text -> sound(text, () -> with(URI.create(text)).endpoint()));
  private static final Scalar<String> REGION =
      Scalar.of("us-east-1", text -> sound(text, () -> with(text).region()));
  private static final Scalar<String> STORAGE_CLASS =
      Scalar.of("STANDARD", text -> sound(text, () -> classed(text).storageClass()));

  private S3Keys() {}

  /** Something of the settings that may be refused. */
  private interface Part<T> {
    @Nullable T make();
  }

  private static S3Settings with(URI endpoint) {
    return S3Settings.DEFAULTS.withEndpoint(endpoint);
  }

  private static S3Settings with(String region) {
    return S3Settings.DEFAULTS.withRegion(region);
  }

  private static ObjectOptions classed(String storageClass) {
    return new ObjectOptions(
        Encryption.BUCKET_DEFAULT, null, Checksum.CRC32C, storageClass, Map.of());
  }

  /** The settings know best what they take; their message begins with the value's name. */
  private static <T> T sound(String text, Part<T> part) throws Mismatch {
    try {
      T made = part.make();
      if (made != null) {
        return made;
      }
    } catch (IllegalArgumentException refused) {
      String why = String.valueOf(refused.getMessage());
      int rule = why.indexOf("must ");
      if (rule >= 0) {
        throw new Mismatch(why.substring(rule));
      }
    }
    throw Mismatch.of("must be something that S3 knows", text);
  }

  /**
   * Reads the section.
   *
   * @param usual what holds where a key is absent
   */
  static S3Settings read(Section in, S3Settings usual) {
    return new S3Settings(
        orUsual(in.valueOrNull("endpoint", ENDPOINT), usual.endpoint()),
        orUsual(in.valueOrNull("region", REGION), usual.region()),
        in.value("addressing", Scalar.word(Addressing.class), usual.addressing()),
        objects(in, usual.objects()),
        in.section("multipart", each -> multipart(each, usual.multipart())),
        in.section("patience", each -> patience(each, usual.patience())));
  }

  private static <T> @Nullable T orUsual(@Nullable T said, @Nullable T usual) {
    return said != null ? said : usual;
  }

  private static ObjectOptions objects(Section in, ObjectOptions usual) {
    Encryption encryption =
        in.value("encryption", Scalar.word(Encryption.class), usual.encryption());
    String kmsKey = in.valueOrNull("kms_key", Scalar.TEXT);
    Checksum checksum = in.value("checksum", Scalar.word(Checksum.class), usual.checksum());
    String storageClass = in.valueOrNull("storage_class", STORAGE_CLASS);
    Map<String, String> tags = in.namedValues("tags", Scalar.TEXT, Scalar.TEXT);
    if (kmsKey != null && encryption != Encryption.SSE_KMS) {
      in.problem("kms_key", "capture.s3.kms_key has no effect without encryption: sse_kms");
      kmsKey = null;
    }
    try {
      return new ObjectOptions(encryption, kmsKey, checksum, storageClass, tags);
    } catch (IllegalArgumentException refused) {
      in.problem("tags", "capture.s3.tags: " + refused.getMessage());
      return usual;
    }
  }

  private static MultipartOptions multipart(Section in, MultipartOptions usual) {
    long above = in.value("above", Scalar.bytes(1, 5 * GIB), usual.aboveBytes());
    long part = in.value("part", Scalar.bytes(5 * MIB, 5 * GIB), usual.partBytes());
    int parallel = in.value("parallel", Scalar.integer(1, 64), usual.parallel());
    Duration abandoned =
        in.value(
            "abandoned_after",
            Scalar.DURATION.where(age -> age.toHours() >= 1, "must be at least 1h"),
            usual.abandonedAfter());
    return in.isSound() ? new MultipartOptions(above, part, parallel, abandoned) : usual;
  }

  private static Patience patience(Section in, Patience usual) {
    Duration attempt = in.value("attempt", Scalar.DURATION, usual.attempt());
    Duration call = in.value("call", Scalar.DURATION, usual.call());
    if (call.compareTo(attempt) < 0) {
      in.problem(
          "call",
          "capture.s3.patience.call (%s) must be at least attempt (%s)"
              .formatted(Durations.write(call), Durations.write(attempt)));
      call = attempt;
    }
    return new Patience(
        in.value("attempts", Scalar.integer(1, 100), usual.attempts()),
        in.value("pace", Scalar.word(Patience.Pace.class), usual.pace()),
        in.value("connect", Scalar.DURATION, usual.connect()),
        attempt,
        call,
        in.value("breaker_failures", Scalar.integer(1, 1000), usual.breakerFailures()),
        in.value("breaker_open", Scalar.DURATION, usual.breakerOpen()));
  }

  /** What {@link #read} reads as the same again. */
  static Map<String, Object> written(S3Settings settings) {
    Map<String, Object> keys = new LinkedHashMap<>();
    if (settings.endpoint() != null) {
      keys.put("endpoint", settings.endpoint().toString());
    }
    if (settings.region() != null) {
      keys.put("region", settings.region());
    }
    keys.put("addressing", word(settings.addressing()));
    ObjectOptions objects = settings.objects();
    keys.put("encryption", word(objects.encryption()));
    if (objects.kmsKey() != null) {
      keys.put("kms_key", objects.kmsKey());
    }
    keys.put("checksum", word(objects.checksum()));
    if (objects.storageClass() != null) {
      keys.put("storage_class", objects.storageClass());
    }
    keys.put("tags", objects.tags());
    Map<String, Object> multipart = new LinkedHashMap<>();
    multipart.put("above", ByteSizes.write(settings.multipart().aboveBytes()));
    multipart.put("part", ByteSizes.write(settings.multipart().partBytes()));
    multipart.put("parallel", settings.multipart().parallel());
    multipart.put("abandoned_after", Durations.write(settings.multipart().abandonedAfter()));
    keys.put("multipart", multipart);
    Patience patience = settings.patience();
    Map<String, Object> waits = new LinkedHashMap<>();
    waits.put("attempts", patience.attempts());
    waits.put("pace", word(patience.pace()));
    waits.put("connect", Durations.write(patience.connect()));
    waits.put("attempt", Durations.write(patience.attempt()));
    waits.put("call", Durations.write(patience.call()));
    waits.put("breaker_failures", patience.breakerFailures());
    waits.put("breaker_open", Durations.write(patience.breakerOpen()));
    keys.put("patience", waits);
    return keys;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
