package dev.understudy.sink.store.s3;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The requests that write one object, as the options want it.
 *
 * @param location where
 * @param name under which name
 * @param options how it is stored
 * @param condition what must hold, or null where the endpoint cannot tell
 * @param mark what is left with it to know it by
 */
record ObjectRequests(
    S3Location location,
    String name,
    ObjectOptions options,
    @Nullable Condition condition,
    String mark) {
  private static final String MARK = "understudy-write";

  /** Whether this write made the object of which these are the metadata. */
  boolean made(Map<String, String> metadata) {
    return mark.equals(metadata.get(MARK));
  }

  /** Puts it whole. */
  PutObjectRequest put(@Nullable String sum) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(location.bucket())
            .key(location.key(name))
            .contentType(contentType())
            .metadata(Map.of(MARK, mark))
            .tagging(tagging())
            .storageClass(options.storageClass())
            .serverSideEncryption(encryption())
            .ssekmsKeyId(options.kmsKey());
    switch (options.checksum()) {
      case CRC32C -> request.checksumCRC32C(sum);
      case SHA256 -> request.checksumSHA256(sum);
      case NONE -> {}
    }
    if (condition != null) {
      request.ifNoneMatch(condition.ifNoneMatch()).ifMatch(condition.ifMatch());
    }
    return request.build();
  }

  /** Begins to upload it in parts. */
  CreateMultipartUploadRequest create() {
    return CreateMultipartUploadRequest.builder()
        .bucket(location.bucket())
        .key(location.key(name))
        .contentType(contentType())
        .metadata(Map.of(MARK, mark))
        .tagging(tagging())
        .storageClass(options.storageClass())
        .serverSideEncryption(encryption())
        .ssekmsKeyId(options.kmsKey())
        .checksumAlgorithm(algorithm())
        .build();
  }

  /** Uploads a part. */
  UploadPartRequest part(String upload, int number, @Nullable String sum) {
    UploadPartRequest.Builder request =
        UploadPartRequest.builder()
            .bucket(location.bucket())
            .key(location.key(name))
            .uploadId(upload)
            .partNumber(number);
    switch (options.checksum()) {
      case CRC32C -> request.checksumCRC32C(sum);
      case SHA256 -> request.checksumSHA256(sum);
      case NONE -> {}
    }
    return request.build();
  }

  /** What is said of a part at the end. */
  CompletedPart completed(int number, String version, @Nullable String sum) {
    CompletedPart.Builder part = CompletedPart.builder().partNumber(number).eTag(version);
    switch (options.checksum()) {
      case CRC32C -> part.checksumCRC32C(sum);
      case SHA256 -> part.checksumSHA256(sum);
      case NONE -> {}
    }
    return part.build();
  }

  /** Makes it of its parts. */
  CompleteMultipartUploadRequest complete(String upload, List<CompletedPart> parts, long bytes) {
    CompleteMultipartUploadRequest.Builder request =
        CompleteMultipartUploadRequest.builder()
            .bucket(location.bucket())
            .key(location.key(name))
            .uploadId(upload)
            .mpuObjectSize(bytes)
            .multipartUpload(all -> all.parts(parts));
    if (condition != null) {
      request.ifNoneMatch(condition.ifNoneMatch()).ifMatch(condition.ifMatch());
    }
    return request.build();
  }

  private @Nullable ChecksumAlgorithm algorithm() {
    return switch (options.checksum()) {
      case CRC32C -> ChecksumAlgorithm.CRC32_C;
      case SHA256 -> ChecksumAlgorithm.SHA256;
      case NONE -> null;
    };
  }

  private @Nullable ServerSideEncryption encryption() {
    return switch (options.encryption()) {
      case BUCKET_DEFAULT -> null;
      case SSE_S3 -> ServerSideEncryption.AES256;
      case SSE_KMS -> ServerSideEncryption.AWS_KMS;
    };
  }

  private String contentType() {
    if (name.endsWith(".parquet")) {
      return "application/vnd.apache.parquet";
    }
    return name.endsWith(".json") ? "application/json" : "application/octet-stream";
  }

  private @Nullable String tagging() {
    return options.tags().isEmpty()
        ? null
        : options.tags().entrySet().stream()
            .map(tag -> encoded(tag.getKey()) + "=" + encoded(tag.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
