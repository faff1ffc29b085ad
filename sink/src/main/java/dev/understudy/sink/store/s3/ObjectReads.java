package dev.understudy.sink.store.s3;

import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Looks at what lies in the bucket. */
final class ObjectReads {
  /** As many as S3 gives. */
  static final int KEYS_PER_PAGE = 1000;

  private final S3Location location;
  private final Calls calls;
  private final int keysPerPage;

  /** Of that place, with lists fetched so many keys at a time. */
  ObjectReads(S3Location location, Calls calls, int keysPerPage) {
    this.location = location;
    this.calls = calls;
    this.keysPerPage = keysPerPage;
  }

  /** What is known of an object; null where there is none. */
  @Nullable HeadObjectResponse head(String name) throws IOException {
    try {
      return calls.make(
          "looked at",
          name,
          client ->
              client.headObject(
                  request -> request.bucket(location.bucket()).key(location.key(name))));
    } catch (S3Failure e) {
      if (e.isMissing()) {
        return null;
      }
      throw e;
    }
  }

  /** An object whole; null where there is none. */
  @Nullable ResponseBytes<GetObjectResponse> whole(String name) throws IOException {
    return get(name, request(name).build());
  }

  /** The last bytes of an object; null where there is none, or nothing in it. */
  @Nullable ResponseBytes<GetObjectResponse> tail(String name, int bytes) throws IOException {
    try {
      return get(name, request(name).range("bytes=-" + bytes).build());
    } catch (S3Failure e) {
      if (e.isBeyondTheEnd()) {
        return null;
      }
      throw e;
    }
  }

  /** Some bytes of an object of that version; null where there is none. */
  @Nullable ResponseBytes<GetObjectResponse> range(
      String name, String version, long from, long bytes) throws IOException {
    return get(
        name,
        request(name)
            .ifMatch(version)
            .range("bytes=%d-%d".formatted(from, from + bytes - 1))
            .build());
  }

  private GetObjectRequest.Builder request(String name) {
    return GetObjectRequest.builder().bucket(location.bucket()).key(location.key(name));
  }

  private @Nullable ResponseBytes<GetObjectResponse> get(String name, GetObjectRequest request)
      throws IOException {
    try {
      return calls.make(
          "read", name, client -> client.getObject(request, AsyncResponseTransformer.toBytes()));
    } catch (S3Failure e) {
      if (e.isMissing()) {
        return null;
      }
      throw e;
    }
  }

  /** The finished files whose names begin so, in order of names. */
  List<StoredFile> list(String prefix) throws IOException {
    List<StoredFile> files = new ArrayList<>();
    String next = null;
    do {
      ListObjectsV2Response page = page(prefix, next);
      for (S3Object each : page.contents()) {
        String name = location.name(each.key());
        if (isFinished(name)) {
          files.add(new StoredFile(name, each.size(), each.lastModified(), each.eTag()));
        }
      }
      next = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
    } while (next != null);
    files.sort(Comparator.comparing(StoredFile::name)); // S3 orders by UTF-8
    return files;
  }

  private ListObjectsV2Response page(String prefix, @Nullable String next) throws IOException {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(location.bucket())
            .prefix(location.key(prefix))
            .maxKeys(keysPerPage)
            .continuationToken(next)
            .build();
    return calls.make("listed", prefix, client -> client.listObjectsV2(request));
  }

  /** Neither the store's own nor what consoles make to show a folder. */
  private static boolean isFinished(String name) {
    return !name.isEmpty() && !name.startsWith(".") && !name.contains("/.") && !name.endsWith("/");
  }
}
