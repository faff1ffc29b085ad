package dev.understudy.sink.firehose;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.firehose.model.LimitExceededException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.ServiceUnavailableException;

/**
 * What became of one call.
 *
 * @param batch what was sent
 * @param taken the records that the stream took
 * @param notTaken those that it did not, or may not have
 * @param trouble why, the last reason of several, or null where all were taken
 * @param kind what follows from that
 */
record Answer(
    Batch batch, List<Line> taken, List<Line> notTaken, @Nullable String trouble, Kind kind) {
  Answer {
    Objects.requireNonNull(batch, "batch");
    Objects.requireNonNull(kind, "kind");
    taken = List.copyOf(taken);
    notTaken = List.copyOf(notTaken);
  }

  /** What follows from an answer. */
  enum Kind {
    /** All were taken. */
    WHOLE,
    /** The rest may be sent once more. */
    AGAIN,
    /** Likewise, and the stream asks to be called less often. */
    SLOWER,
    /** The stream refuses the call, and will refuse it as long as nobody changes something. */
    REFUSED
  }

  /** The answer that came. */
  static Answer of(Batch batch, PutRecordBatchResponse response) {
    List<PutRecordBatchResponseEntry> entries = response.requestResponses();
    List<Line> lines = batch.lines();
    if (entries.size() != lines.size()) {
      return none(
          batch,
          "expected an answer for each of %d records, found %d"
              .formatted(lines.size(), entries.size()),
          Kind.AGAIN);
    }
    List<Line> taken = new ArrayList<>();
    List<Line> notTaken = new ArrayList<>();
    String trouble = null;
    boolean slower = false;
    for (int i = 0; i < lines.size(); i++) {
      String code = entries.get(i).errorCode();
      if (code == null) {
        taken.add(lines.get(i));
      } else {
        notTaken.add(lines.get(i));
        slower |= code.startsWith("ServiceUnavailable") || code.contains("Throttl");
        trouble = code + ": " + entries.get(i).errorMessage();
      }
    }
    Kind kind = notTaken.isEmpty() ? Kind.WHOLE : slower ? Kind.SLOWER : Kind.AGAIN;
    return new Answer(batch, taken, notTaken, trouble, kind);
  }

  /** No answer, or one that takes nothing. */
  static Answer of(Batch batch, Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return none(batch, cause.getClass().getSimpleName() + ": " + cause.getMessage(), kind(cause));
  }

  private static Kind kind(Throwable cause) {
    if (cause instanceof AwsServiceException e) {
      boolean slower =
          e.isThrottlingException()
              || e.statusCode() == 503
              || e instanceof ServiceUnavailableException
              || e instanceof LimitExceededException;
      return slower ? Kind.SLOWER : e.statusCode() >= 500 ? Kind.AGAIN : Kind.REFUSED;
    }
    return cause instanceof SdkClientException ? Kind.AGAIN : Kind.REFUSED;
  }

  private static Answer none(Batch batch, String trouble, Kind kind) {
    return new Answer(batch, List.of(), batch.lines(), trouble, kind);
  }
}
