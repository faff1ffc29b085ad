package dev.understudy.trainer.corpus;

import dev.understudy.trainer.example.Example;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at some captures tells of all of them.
 *
 * @param files how many files of exchanges there are
 * @param bytes how large they are
 * @param exchanges how many exchanges they hold
 * @param sampled how many were looked at
 * @param taken how many of those are examples
 * @param inputTokens tokens asked in those
 * @param outputTokens tokens answered in those
 */
public record CorpusSample(
    int files,
    long bytes,
    long exchanges,
    long sampled,
    long taken,
    long inputTokens,
    long outputTokens) {
  private static final int MOST_FILES = 16;
  private static final int MOST_ROWS = 40_000;

  /**
   * Looks at the beginnings of some files, spread over the whole time; and at how many rows those
   * have, from which that of all is taken by their sizes.
   */
  public static CorpusSample of(CapturedTables captured, CorpusSettings settings)
      throws IOException {
    List<CaptureFile> files =
        captured.exchanges().stream().sorted(Comparator.comparing(CaptureFile::name)).toList();
    ExampleMaker maker = new ExampleMaker(settings, Set.of());
    int step = Math.max(1, files.size() / MOST_FILES);
    Tally tally = new Tally(MOST_ROWS / Math.min(files.size(), MOST_FILES));
    for (int i = 0; i < files.size(); i += step) {
      tally.look(files.get(i), maker);
    }
    long bytes = files.stream().mapToLong(CaptureFile::bytes).sum();
    long exchanges = tally.bytes == 0 ? 0 : Math.round((double) tally.rows * bytes / tally.bytes);
    return new CorpusSample(
        files.size(),
        bytes,
        exchanges,
        tally.sampled,
        tally.taken,
        tally.inputTokens,
        tally.outputTokens);
  }

  private static final class Tally {
    private final int mostOfEach;
    private long bytes;
    private long rows;
    private long sampled;
    private long taken;
    private long inputTokens;
    private long outputTokens;

    Tally(int mostOfEach) {
      this.mostOfEach = mostOfEach;
    }

    void look(CaptureFile file, ExampleMaker maker) throws IOException {
      bytes += file.bytes();
      rows += CaptureFiles.rowsIn(file);
      try (CaptureFiles.Rows<CapturedExchange> all =
          CaptureFiles.rows(file, CapturedExchange.COLUMNS, CapturedExchange::of)) {
        for (int i = 0; i < mostOfEach && all.hasNext(); i++) {
          sampled++;
          add(maker.make(all.next()));
        }
      }
    }

    private void add(@Nullable Example example) {
      if (example != null && example.isKept()) {
        taken++;
        inputTokens += example.cost().inputTokens();
        outputTokens += example.cost().outputTokens();
      }
    }
  }
}
