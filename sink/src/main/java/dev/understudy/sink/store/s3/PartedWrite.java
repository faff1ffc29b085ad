package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * One object written in parts, some at a time. It appears when the last request makes it of them,
 * if the condition holds then. What fails is aborted, so that no parts are left to be paid for.
 */
final class PartedWrite {
  private static final Logger LOG = LoggerFactory.getLogger(PartedWrite.class);

  private final ObjectRequests requests;
  private final Content.Slice content;
  private final MultipartOptions options;
  private final Calls calls;
  private final ObjectReads reads;

  private final Deque<Part> underWay = new ArrayDeque<>();
  private final List<CompletedPart> done = new ArrayList<>();

  PartedWrite(
      ObjectRequests requests,
      Content.Slice content,
      MultipartOptions options,
      Calls calls,
      ObjectReads reads) {
    this.requests = requests;
    this.content = content;
    this.options = options;
    this.calls = calls;
    this.reads = reads;
  }

  /** A part being uploaded. */
  private record Part(int number, @Nullable String sum, Calls.Pending<UploadPartResponse> call) {}

  /** Writes the object, and answers its version. */
  String run() throws IOException {
    String name = requests.name();
    String upload =
        calls
            .make("begun", name, client -> client.createMultipartUpload(requests.create()))
            .uploadId();
    boolean made = false;
    try {
      uploadParts(upload);
      String version =
          calls
              .make(
                  "put together",
                  name,
                  client ->
                      client.completeMultipartUpload(
                          requests.complete(upload, done, content.bytes())))
              .eTag();
      made = true;
      checkWhole();
      return version;
    } finally {
      if (!made) {
        abort(upload);
      }
    }
  }

  private void uploadParts(String upload) throws IOException {
    try {
      long partBytes = options.partBytes(content.bytes());
      for (long from = 0; from < content.bytes(); from += partBytes) {
        if (underWay.size() == options.parallel()) {
          awaitOne();
        }
        begin(upload, from, Math.min(partBytes, content.bytes() - from));
      }
      while (!underWay.isEmpty()) {
        awaitOne();
      }
    } finally {
      underWay.forEach(part -> part.call().giveUp());
    }
  }

  private void begin(String upload, long from, long bytes) throws IOException {
    int number = done.size() + underWay.size() + 1;
    Content part = new Content.Slice(content.file(), from, bytes);
    String sum = part.sum(requests.options().checksum());
    UploadPartRequest request = requests.part(upload, number, sum);
    underWay.add(
        new Part(
            number,
            sum,
            calls.begin(
                "put in parts",
                requests.name(),
                client -> client.uploadPart(request, part.body()))));
  }

  private void awaitOne() throws IOException {
    Part part = underWay.remove();
    String version = part.call().await().eTag();
    done.add(requests.completed(part.number(), version, part.sum()));
  }

  /** Asks how large the object is, as not every endpoint looks whether it has all parts. */
  private void checkWhole() throws IOException {
    HeadObjectResponse there = reads.head(requests.name());
    if (there == null || !requests.made(there.metadata())) {
      return; // deleted or replaced meanwhile
    }
    if (there.contentLength() != content.bytes()) {
      calls.make(
          "deleted",
          requests.name(),
          client ->
              client.deleteObject(
                  request ->
                      request
                          .bucket(requests.location().bucket())
                          .key(requests.location().key(requests.name()))));
      throw new IOException(
          "%s was put together with %d of %d bytes, and deleted again: the endpoint lost a part"
              .formatted(
                  requests.location().of(requests.name()), there.contentLength(), content.bytes()));
    }
  }

  private void abort(String upload) {
    AbortMultipartUploadRequest request =
        AbortMultipartUploadRequest.builder()
            .bucket(requests.location().bucket())
            .key(requests.location().key(requests.name()))
            .uploadId(upload)
            .build();
    try {
      calls.make("aborted", requests.name(), client -> client.abortMultipartUpload(request));
    } catch (IOException e) {
      LOG.atInfo()
          .addKeyValue("file", requests.location().of(requests.name()))
          .setCause(e)
          .log("an upload that failed could not be aborted; its parts remain until a later start");
    }
  }
}
