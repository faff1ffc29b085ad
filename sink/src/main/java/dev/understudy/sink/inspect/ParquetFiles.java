package dev.understudy.sink.inspect;

import dev.understudy.exchange.Table;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The finished files of one table under a folder.
 *
 * @param sound the files that begin and end as Parquet does, in the order of their names
 * @param broken one line for each of the others, saying what is wrong with it
 * @param bytes the size of the sound files together
 */
record ParquetFiles(List<Path> sound, List<String> broken, long bytes) {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int SMALLEST = 12; // magic, footer length, magic

  ParquetFiles {
    sound = List.copyOf(sound);
    broken = List.copyOf(broken);
  }

  /**
   * Looks for {@code exchanges/} in the folder, or takes the folder itself where that is its name.
   * Names that begin with a dot or an underscore are somebody's unfinished work and passed over.
   *
   * @throws UnreadableCaptures when there is no such folder
   */
  static ParquetFiles under(Path folder) throws UnreadableCaptures {
    return in(tableIn(folder));
  }

  /** Looks for another table beside {@code exchanges/}; it may be missing. */
  static ParquetFiles beside(Path folder, Table table) throws UnreadableCaptures {
    Path other = tableIn(folder).resolveSibling(table.word());
    return Files.isDirectory(other) ? in(other) : new ParquetFiles(List.of(), List.of(), 0);
  }

  private static ParquetFiles in(Path table) throws UnreadableCaptures {
    try (Stream<Path> walk = Files.walk(table)) {
      List<Path> files =
          walk.filter(path -> isFinished(table.relativize(path)))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      return sorted(files);
    } catch (IOException | UncheckedIOException e) {
      throw new UnreadableCaptures(table + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path tableIn(Path folder) throws UnreadableCaptures {
    if (!Files.isDirectory(folder)) {
      throw new UnreadableCaptures(
          Files.exists(folder)
              ? folder + ": expected a folder of captures, found a file"
              : folder + ": there is no such folder; expected one that a gateway captured into",
          null);
    }
    Path table = folder.toAbsolutePath().normalize();
    if (table.endsWith("exchanges")) {
      return table;
    }
    if (!Files.isDirectory(table.resolve("exchanges"))) {
      throw new UnreadableCaptures(
          folder
              + ": nothing was captured here yet (no folder exchanges in it); the gateway writes a"
              + " file once a segment is full or old enough",
          null);
    }
    return table.resolve("exchanges");
  }

  private static boolean isFinished(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".") || name.startsWith("_")) {
        return false;
      }
    }
    return relative.toString().endsWith(".parquet");
  }

  private static ParquetFiles sorted(List<Path> files) throws IOException {
    List<Path> sound = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      if (isWhole(file)) {
        sound.add(file);
        bytes += Files.size(file);
      } else {
        broken.add(
            file
                + ": expected a Parquet file, found one without PAR1 at its start and end:"
                + " cut short or of another kind");
      }
    }
    return new ParquetFiles(sound, broken, bytes);
  }

  private static boolean isWhole(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      return in.length() >= SMALLEST
          && hasMagicAt(in, 0)
          && hasMagicAt(in, in.length() - MAGIC.length);
    }
  }

  private static boolean hasMagicAt(RandomAccessFile in, long position) throws IOException {
    byte[] found = new byte[MAGIC.length];
    in.seek(position);
    in.readFully(found);
    return Arrays.equals(found, MAGIC);
  }
}
