package dev.understudy.sink.store.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What must hold for a write to be done.
 *
 * @param version the version (ETag) that must be there, or null where nothing may be there
 */
record Condition(@Nullable String version) {
  /** Nothing may have the name. */
  static final Condition ABSENT = new Condition(null);

  /** The value of {@code If-None-Match}; null for none. */
  @Nullable String ifNoneMatch() {
    return version == null ? "*" : null;
  }

  /** The value of {@code If-Match}; null for none. */
  @Nullable String ifMatch() {
    return version;
  }

  boolean holds(@Nullable HeadObjectResponse there) {
    return version == null ? there == null : there != null && version.equals(there.eTag());
  }

  /** Whether that failure says that it did not hold. */
  boolean isDenied(S3Failure failure) {
    return failure.isConditionFailed() || (version != null && failure.isMissing());
  }
}
