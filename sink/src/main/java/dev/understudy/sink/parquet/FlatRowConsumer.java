package dev.understudy.sink.parquet;

import org.apache.parquet.io.api.RecordConsumer;

/** Takes rows of our tables, no column of which has columns of its own. */
public abstract class FlatRowConsumer extends RecordConsumer {
  @Override
  public void startMessage() {}

  @Override
  public void endMessage() {}

  @Override
  public void endField(String name, int index) {}

  @Override
  public final void startGroup() {
    throw new IllegalStateException("no column of ours has columns");
  }

  @Override
  public final void endGroup() {
    throw new IllegalStateException("no column of ours has columns");
  }
}
