package dev.understudy.sink.firehose;

import dev.understudy.exchange.Table;
import dev.understudy.sink.firehose.sent.Indexes;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.Record;

/**
 * Records that go to one stream in one call.
 *
 * @param table their table
 * @param lines the records, 1 to 500
 * @param attempt how often they are sent then: 1 for the first time
 */
record Batch(Table table, List<Line> lines, int attempt) {
  Batch {
    Objects.requireNonNull(table, "table");
    lines = List.copyOf(lines);
  }

  /** Those of its records that are to be sent once more. */
  Batch again(List<Line> notTaken) {
    return new Batch(table, notTaken, attempt + 1);
  }

  /** The places of those records in their segment. */
  static Indexes indexes(List<Line> lines) {
    Indexes indexes = new Indexes();
    lines.forEach(line -> indexes.add(line.index()));
    return indexes;
  }

  /** The call. */
  PutRecordBatchRequest request(String stream) {
    return PutRecordBatchRequest.builder()
        .deliveryStreamName(stream)
        .records(
            lines.stream()
                .map(line -> Record.builder().data(SdkBytes.fromByteArrayUnsafe(line.json())))
                .map(Record.Builder::build)
                .toList())
        .build();
  }
}
