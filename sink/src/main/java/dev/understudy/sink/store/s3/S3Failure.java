package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A call of S3 that brought nothing. The message says which, where, why, and the remedy. */
final class S3Failure extends IOException {
  private static final long serialVersionUID = 1;
  private static final Set<Integer> TAKEN = Set.of(412, 304); // some endpoints say "not modified"

  private final FailureKind kind;
  private final int status;
  private final String code;
  private final int attempts;

  S3Failure(
      String message,
      @Nullable Throwable cause,
      FailureKind kind,
      int status,
      String code,
      int attempts) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.attempts = attempts;
  }

  FailureKind kind() {
    return kind;
  }

  /** How often the call was attempted, 0 where it was not. */
  int attempts() {
    return attempts;
  }

  /** Whether the condition of a write did not hold. S3 is known to say so under a status of 200. */
  boolean isConditionFailed() {
    return TAKEN.contains(status) || code.equals("PreconditionFailed");
  }

  /** Whether there is no such object, in a bucket that is there. */
  boolean isMissing() {
    return status == 404 && !code.equals("NoSuchBucket") && !isUploadGone();
  }

  /** Whether an upload in parts is over: aborted, or put together. */
  boolean isUploadGone() {
    return code.equals("NoSuchUpload");
  }

  /** Whether the endpoint does not know something that was asked of it. */
  boolean isNotImplemented() {
    return status == 501 || code.equals("NotImplemented");
  }

  /** Whether the range that was asked for begins after the end. */
  boolean isBeyondTheEnd() {
    return status == 416;
  }

  /** Whether the endpoint answered the question, though not as one may have hoped. */
  boolean isAnswer() {
    return isConditionFailed() || isMissing() || isBeyondTheEnd();
  }
}
