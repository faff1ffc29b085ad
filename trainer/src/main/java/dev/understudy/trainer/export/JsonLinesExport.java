package dev.understudy.trainer.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.chat.ChatReader;
import dev.understudy.trainer.export.chat.Unfit;
import dev.understudy.trainer.export.chat.Unfit.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/** Writes rows as JSON lines. */
final class JsonLinesExport<T> implements ExportWriter<T> {
  private final ExportFormat format;
  private final Split split;
  private final Path file;
  private final ChatReader reader;
  private final Row<T> row;
  private final ToLongFunction<T> copies;
  private final JsonLines out;
  private final Tally tally = new Tally();

  /** Makes a row of a value. */
  @FunctionalInterface
  interface Row<T> {
    ObjectNode of(T value) throws Unfit;
  }

  JsonLinesExport(
      ExportFormat format,
      Split split,
      Path file,
      ChatReader reader,
      Row<T> row,
      ToLongFunction<T> copies)
      throws IOException {
    this.format = format;
    this.split = split;
    this.file = file;
    this.reader = reader;
    this.row = row;
    this.copies = copies;
    this.out = JsonLines.create(file);
  }

  @Override
  public void write(T value) throws IOException {
    tally.given();
    try {
      ObjectNode made = row.of(value);
      long times = copies.applyAsLong(value);
      if (times == 0) {
        throw new Unfit(Reason.WEIGHT);
      }
      for (long i = 0; i < times; i++) {
        out.write(made);
        tally.row();
      }
    } catch (Unfit unfit) {
      tally.skipped(unfit);
    }
  }

  @Override
  public ExportReport finish() throws IOException {
    out.close();
    return tally.report(format, split, file, reader.replacedSurrogates());
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
