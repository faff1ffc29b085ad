package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Writes objects under conditions. Each write leaves a mark of its own with the object, so that a
 * write whose answer was lost, and which then finds its own object in its way, knows it.
 */
final class ObjectWrites {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final S3Location location;
  private final Calls calls;
  private final ObjectReads reads;
  private final ConditionalWrites conditions;
  private final MultipartOptions multipart;
  private final Object turnOfObjects = new Object();
  private final Object turnOfFiles = new Object();

  ObjectWrites(
      S3Location location,
      Calls calls,
      ObjectReads reads,
      ConditionalWrites conditions,
      MultipartOptions multipart) {
    this.location = location;
    this.calls = calls;
    this.reads = reads;
    this.conditions = conditions;
    this.multipart = multipart;
  }

  /**
   * Writes an object if that holds.
   *
   * @return its new version, or null where the condition did not hold
   */
  @Nullable String write(String name, Content content, Condition condition, ObjectOptions options)
      throws IOException {
    if (!conditions.areHeeded()) {
      return unheeded(name, content, condition, options);
    }
    if (isParted(content) && !condition.holds(reads.head(name))) {
      return null; // before much is sent in vain
    }
    return send(requests(name, options, condition), content, condition);
  }

  /** Looks first and writes then, in turn: all one can do where conditions are not heeded. */
  private @Nullable String unheeded(
      String name, Content content, Condition condition, ObjectOptions options) throws IOException {
    // the ledger does not wait for a large file
    synchronized (content instanceof Content.Small ? turnOfObjects : turnOfFiles) {
      return condition.holds(reads.head(name))
          ? send(requests(name, options, null), content, condition)
          : null;
    }
  }

  private ObjectRequests requests(
      String name, ObjectOptions options, @Nullable Condition condition) {
    return new ObjectRequests(
        location, name, options, condition, Long.toHexString(RANDOM.nextLong()));
  }

  private boolean isParted(Content content) {
    return content instanceof Content.Slice && content.bytes() > multipart.aboveBytes();
  }

  private @Nullable String send(ObjectRequests requests, Content content, Condition condition)
      throws IOException {
    String version;
    try {
      version =
          isParted(content)
              ? new PartedWrite(requests, (Content.Slice) content, multipart, calls, reads).run()
              : whole(requests, content);
    } catch (S3Failure e) {
      version = settle(requests, condition, e);
    }
    if (version != null) {
      calls.counters().put(content.bytes());
    }
    return version;
  }

  private String whole(ObjectRequests requests, Content content) throws IOException {
    String sum = content.sum(requests.options().checksum());
    return calls
        .make("put", requests.name(), client -> client.putObject(requests.put(sum), content.body()))
        .eTag();
  }

  /** What came of a write that was turned away, perhaps by what an attempt before had written. */
  private @Nullable String settle(ObjectRequests requests, Condition condition, S3Failure failure)
      throws IOException {
    boolean denied = condition.isDenied(failure);
    if (!denied && !failure.isUploadGone()) {
      throw failure;
    }
    HeadObjectResponse there = reads.head(requests.name());
    if (there != null && requests.made(there.metadata())) {
      return there.eTag();
    }
    if (!denied) {
      throw failure;
    }
    if (failure.attempts() > 1 && condition.version() != null) {
      throw calls
          .verdict()
          .failure(
              "put",
              requests.name(),
              "an attempt was not answered, and the object is another now; whether it was ours in between is not known: read it",
              failure,
              FailureKind.TIMEOUT,
              failure.attempts());
    }
    return null;
  }
}
