package dev.understudy.sink.capture;

import dev.understudy.exchange.Entry;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.spool.SegmentFiles;
import dev.understudy.sink.spool.SegmentWriter;
import dev.understudy.sink.spool.Spool;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts into a spool's folder what runs that died leave there, and knows whose records are whole.
 */
final class LeftBehind {
  private static final int TORN_BYTES = 31;

  private final Path folder;
  private final SampleEntries samples;
  private final List<String> requestIds = new ArrayList<>();

  LeftBehind(Path folder, long seed) {
    this.folder = folder;
    this.samples = new SampleEntries(seed);
  }

  /** The request ids of all whole records, in order. */
  List<String> requestIds() {
    return requestIds;
  }

  /** Segments that wait for their turn. */
  LeftBehind sealed(int segments, int records) throws IOException {
    try (Spool spool = Spool.open(folder, "gateway-0", SegmentFiles.ON_DISK)) {
      for (int i = 0; i < segments; i++) {
        SegmentWriter segment = spool.begin();
        write(segment, records);
        spool.seal(segment);
      }
    }
    return this;
  }

  /** Segments that were being written, each with the beginning of one more record at its end. */
  LeftBehind torn(int segments, int records) throws IOException {
    List<FileChannel> channels = new ArrayList<>();
    SegmentFiles noted =
        file -> {
          FileChannel channel = SegmentFiles.ON_DISK.create(file);
          channels.add(channel);
          return channel;
        };
    try (Spool spool = Spool.open(folder, "gateway-0", noted)) {
      for (int i = 0; i < segments; i++) {
        SegmentWriter segment = spool.begin();
        write(segment, records);
        long whole = segment.bytes();
        segment.frame(samples.any());
        segment.write();
        channels.get(i).truncate(whole + TORN_BYTES);
      }
    }
    for (FileChannel channel : channels) {
      channel.close(); // as the operating system does for a dead process
    }
    return this;
  }

  private void write(SegmentWriter segment, int records) throws IOException {
    for (int i = 0; i < records; i++) {
      Entry entry = samples.any();
      requestIds.add(entry.requestId().toString());
      segment.frame(entry);
    }
    segment.write();
  }
}
