package dev.understudy.sink.parquet;

import dev.understudy.exchange.Entry;

/** One row of one table. */
public sealed interface TableRow permits ExchangeRow, ComparisonRow, FeedbackRow {
  /** What the row tells of. */
  Entry entry();

  /** Writes the row, column by column. */
  void write(Columns out);
}
