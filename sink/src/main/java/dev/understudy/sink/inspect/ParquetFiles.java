package dev.understudy.sink.inspect;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The finished files of one table.
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
   * Parts the sound ones of some files from the others.
   *
   * @param shown how people know a file
   * @throws IOException also where one is gone meanwhile
   */
  static ParquetFiles of(List<Path> files, Function<Path, String> shown) throws IOException {
    List<Path> sound = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    long bytes = 0;
    for (Path file : files) {
      if (isWhole(file)) {
        sound.add(file);
        bytes += Files.size(file);
      } else {
        broken.add(
            shown.apply(file)
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
