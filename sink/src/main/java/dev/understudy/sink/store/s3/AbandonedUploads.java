package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Takes away, once and beside the work, what runs that died had uploaded in parts and not put
 * together. It can be told from uploads under way by its age alone.
 */
final class AbandonedUploads {
  private static final Logger LOG = LoggerFactory.getLogger(AbandonedUploads.class);

  private final S3Location location;
  private final Calls calls;
  private final Duration age;
  private final Clock clock;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread thread = new Thread(this::run, "understudy-s3-abandoned");

  AbandonedUploads(S3Location location, Calls calls, Duration age, Clock clock) {
    this.location = location;
    this.calls = calls;
    this.age = age;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Begins, the first time; to be called when S3 is known to be there. */
  void begin() {
    if (!begun.get() && begun.compareAndSet(false, true)) {
      thread.start();
    }
  }

  private void run() {
    try {
      int aborted = abort();
      if (aborted > 0) {
        LOG.atInfo()
            .addKeyValue("store", location)
            .addKeyValue("uploads", aborted)
            .log("uploads left by runs that died were aborted");
      }
    } catch (InterruptedIOException closed) {
      // the next start looks for them
    } catch (IOException | RuntimeException e) {
      LOG.atInfo()
          .addKeyValue("store", location)
          .setCause(e)
          .log(
              "uploads left by runs that died could not be looked for; the next start tries again");
    }
  }

  private int abort() throws IOException {
    int aborted = 0;
    Instant before = clock.instant().minus(age);
    ListMultipartUploadsResponse page = null;
    do {
      page = page(page);
      for (MultipartUpload each : page.uploads()) {
        if (each.initiated() != null && each.initiated().isBefore(before)) {
          calls.make(
              "aborted",
              location.name(each.key()),
              client ->
                  client.abortMultipartUpload(
                      request ->
                          request
                              .bucket(location.bucket())
                              .key(each.key())
                              .uploadId(each.uploadId())));
          aborted++;
        }
      }
    } while (Boolean.TRUE.equals(page.isTruncated()));
    return aborted;
  }

  private ListMultipartUploadsResponse page(@Nullable ListMultipartUploadsResponse before)
      throws IOException {
    ListMultipartUploadsRequest request =
        ListMultipartUploadsRequest.builder()
            .bucket(location.bucket())
            .prefix(location.key(""))
            .keyMarker(before == null ? null : before.nextKeyMarker())
            .uploadIdMarker(before == null ? null : before.nextUploadIdMarker())
            .build();
    return calls.make("searched", "", client -> client.listMultipartUploads(request));
  }

  /** Waits until they were looked for. */
  void await() throws InterruptedException {
    thread.join();
  }

  /** Stops. */
  void close() {
    thread.interrupt();
  }
}
