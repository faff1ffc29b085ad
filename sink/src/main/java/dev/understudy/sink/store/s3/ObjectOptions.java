package dev.understudy.sink.store.s3;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * How objects are stored.
 *
 * @param encryption who encrypts them
 * @param kmsKey the key for {@link Encryption#SSE_KMS}: an id, an alias or an ARN; null for the
 *     account's own
 * @param checksum by what S3 checks what it got
 * @param storageClass the class of finished files, such as {@code STANDARD_IA}; null for the
 *     endpoint's default. One from which nothing can be read at once is refused. Objects that are
 *     replaced often, such as the ledger, have the default always
 * @param tags the tags of finished files, at most 10; by them, lifecycle rules and policies can
 *     choose
 */
public record ObjectOptions(
    Encryption encryption,
    @Nullable String kmsKey,
    Checksum checksum,
    @Nullable String storageClass,
    Map<String, String> tags) {
  /** As the bucket is set up, checked by CRC32C. */
  public static final ObjectOptions DEFAULTS =
      new ObjectOptions(Encryption.BUCKET_DEFAULT, null, Checksum.CRC32C, null, Map.of());

  private static final int MOST_TAGS = 10;

  public ObjectOptions {
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(checksum, "checksum");
    if (kmsKey != null && (encryption != Encryption.SSE_KMS || kmsKey.isBlank())) {
      throw new IllegalArgumentException(
          "kmsKey must be the id of a key and goes with SSE_KMS alone, got '%s' with %s"
              .formatted(kmsKey, encryption));
    }
    if (storageClass != null) {
      checkClass(storageClass);
    }
    if (tags.size() > MOST_TAGS) {
      throw new IllegalArgumentException(
          "tags must be at most %d, got %d".formatted(MOST_TAGS, tags.size()));
    }
    tags.forEach(
        (key, value) -> {
          if (key.isBlank() || key.length() > 128 || value.length() > 256) {
            throw new IllegalArgumentException(
                "a tag must have a key of 1 to 128 characters and a value of at most 256, got '%s'"
                    .formatted(key));
          }
        });
    tags = Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  private static void checkClass(String storageClass) {
    StorageClass known = StorageClass.fromValue(storageClass);
    if (known == StorageClass.UNKNOWN_TO_SDK_VERSION) {
      throw new IllegalArgumentException(
          "storageClass must be one of S3's, such as STANDARD_IA or INTELLIGENT_TIERING, got '%s'"
              .formatted(storageClass));
    }
    if (known == StorageClass.GLACIER || known == StorageClass.DEEP_ARCHIVE) {
      throw new IllegalArgumentException(
          "storageClass must be one that can be read at once, got %s: move files there by a lifecycle rule"
              .formatted(storageClass));
    }
  }

  /** The same for small objects that are replaced often: without class and tags. */
  ObjectOptions ofLedger() {
    return new ObjectOptions(encryption, kmsKey, checksum, null, Map.of());
  }
}
