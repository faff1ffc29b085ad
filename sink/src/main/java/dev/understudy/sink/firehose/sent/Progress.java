package dev.understudy.sink.firehose.sent;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Which records of a segment were taken so far, on disk, so that a start after a crash resends only
 * the others. It is not synced: a power loss may cost the last lines, and the records in them are
 * sent once more. One thread.
 */
public final class Progress implements Closeable {
  private final Path file;
  // Not a channel: an interrupt, which ends a drain, would close it before the last lines.
  private final FileOutputStream out;
  private final Indexes taken;

  private Progress(Path file, FileOutputStream out, Indexes taken) {
    this.file = file;
    this.out = out;
    this.taken = taken;
  }

  /**
   * Opens the progress of a segment, in that folder, or begins it. A file that is not this
   * segment's progress is begun anew. The caller closes it.
   */
  public static Progress open(Path folder, SegmentId segment) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(segment + ".sent");
    String header = "understudy-progress 1 " + segment.instance() + " " + segment.segment() + "\n";
    byte[] head = header.getBytes(StandardCharsets.UTF_8);
    Indexes taken = new Indexes();
    long whole = Files.exists(file) ? read(Files.readAllBytes(file), head, taken) : 0;
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(whole);
    }
    FileOutputStream out = new FileOutputStream(file.toFile(), true);
    try {
      if (whole == 0) {
        out.write(head);
      }
      return new Progress(file, out, taken);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Reads whole lines up to the first that is not, and says how many bytes they take. */
  private static int read(byte[] bytes, byte[] head, Indexes taken) {
    if (!Arrays.equals(head, Arrays.copyOf(bytes, head.length))) {
      return 0;
    }
    int at = head.length;
    for (int i = at; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        String line = new String(bytes, at, i - at, StandardCharsets.US_ASCII);
        if (line.length() < 10 || !line.equals(line(line.substring(9)))) {
          return at;
        }
        taken.addAll(Indexes.parse(line.substring(9)));
        at = i + 1;
      }
    }
    return at;
  }

  private static String line(String ranges) {
    CRC32C crc = new CRC32C();
    crc.update(ranges.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().toHexDigits((int) crc.getValue()) + " " + ranges;
  }

  /** Whether that record was taken. */
  public boolean hasTaken(int index) {
    return taken.contains(index);
  }

  /** Notes that those were taken; the operating system has it when this returns. */
  public void add(Indexes more) throws IOException {
    taken.addAll(more);
    out.write((line(more.toString()) + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Closes the file and deletes it: the ledger has it all. */
  public void delete() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
