package dev.understudy.trainer.privacy;

import dev.understudy.sink.redaction.Detector;
import dev.understudy.sink.redaction.Find;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Looks through files that were written for credentials: keys and tokens, passwords after their
 * name or in addresses, JSON web tokens, private keys, in whatever spelling ({@link
 * Detector#API_KEY}, {@link Detector#JWT}, {@link Detector#PRIVATE_KEY}; docs/redaction.md). JSON
 * Lines are read line by line, Parquet row by row with all its columns, other texts (JSON, HTML,
 * Markdown, ...) in overlapping pieces, any of them gzipped or not; so memory does not grow with
 * the files. What is found is told by its place alone. One object scans one file.
 */
public final class SecretScan {
  private static final int PEEKED = 4_096;

  private final List<SecretFind> finds = new ArrayList<>();
  private final List<String> unscanned = new ArrayList<>();
  private long total;
  private int files;

  private SecretScan() {}

  /**
   * Scans a file, or all files under a folder in the order of their paths, on all processors;
   * hidden files and checksums ({@code .crc}) are passed over.
   *
   * @throws IOException if one of them cannot be read or searched; the message names it
   */
  public static SecretReport of(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return new SecretScan().report(place, String.valueOf(place.getFileName()));
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(place)) {
      files = all.filter(Files::isRegularFile).filter(SecretScan::isMeant).sorted().toList();
    }
    try {
      return joined(
          files.parallelStream()
              .map(
                  file -> {
                    try {
                      return new SecretScan().report(file, place.relativize(file).toString());
                    } catch (IOException unreadable) {
                      throw new UncheckedIOException(unreadable);
                    }
                  })
              .toList());
    } catch (UncheckedIOException unreadable) {
      throw unreadable.getCause();
    }
  }

  private static boolean isMeant(Path file) {
    String name = String.valueOf(file.getFileName());
    return !name.startsWith(".") && !name.endsWith(".crc");
  }

  /** One report of several, in their order. */
  private static SecretReport joined(List<SecretReport> reports) {
    return new SecretReport(
        reports.stream()
            .flatMap(each -> each.finds().stream())
            .limit(SecretReport.MOST_FINDS)
            .toList(),
        reports.stream().mapToLong(SecretReport::total).sum(),
        reports.stream().mapToInt(SecretReport::files).sum(),
        reports.stream().flatMap(each -> each.unscanned().stream()).toList());
  }

  private SecretReport report(Path file, String name) throws IOException {
    file(file, name);
    return new SecretReport(finds, total, files, unscanned);
  }

  private void file(Path file, String name) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    try {
      if (lower.endsWith(".parquet")) {
        ParquetJson.rows(file, (row, json) -> line(name, row, json));
      } else {
        text(file, name, lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower);
      }
      files++;
    } catch (NotText neither) {
      unscanned.add(name);
    } catch (IOException failed) {
      throw new IOException(
          name + " cannot be scanned for secrets: " + failed.getMessage(), failed);
    }
  }

  /** Neither text nor known. */
  private static final class NotText extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private void text(Path file, String name, String kind) throws IOException {
    try (Reader reader = reader(file)) {
      if (kind.endsWith(".jsonl") || kind.endsWith(".ndjson")) {
        lines(new BufferedReader(reader), name);
      } else {
        new Pieces(reader)
            .scan((line, column, find) -> add(name, line, PointerAt.column(column), find));
      }
    }
  }

  private static Reader reader(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      byte[] magic = peeked(in);
      if (magic.length > 1 && (magic[0] & 0xFF) == 0x1F && (magic[1] & 0xFF) == 0x8B) {
        in = new BufferedInputStream(new GZIPInputStream(in, 1 << 16), 1 << 16);
        magic = peeked(in);
      }
      if (isBinary(magic)) {
        throw new NotText();
      }
      return new InputStreamReader(in, StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException failed) {
      in.close();
      throw failed;
    }
  }

  private static byte[] peeked(InputStream in) throws IOException {
    in.mark(PEEKED);
    byte[] bytes = in.readNBytes(PEEKED);
    in.reset();
    return bytes;
  }

  /** Texts have no zero bytes; what Zstandard packs (RFC 8878) need not have any. */
  private static boolean isBinary(byte[] bytes) {
    boolean zstd =
        bytes.length > 3
            && bytes[0] == 0x28
            && (bytes[1] & 0xFF) == 0xB5
            && bytes[2] == 0x2F
            && (bytes[3] & 0xFF) == 0xFD;
    for (byte each : bytes) {
      if (each == 0) {
        return true;
      }
    }
    return zstd;
  }

  private void lines(BufferedReader reader, String name) throws IOException {
    long number = 0;
    for (String line; (line = reader.readLine()) != null; ) {
      line(name, ++number, line);
    }
  }

  private void line(String name, long number, String json) throws IOException {
    for (Find find : SecretFinder.in(json)) {
      add(name, number, PointerAt.of(json, find.from()), find);
    }
  }

  private void add(String name, long line, String place, Find find) {
    total++;
    if (finds.size() < SecretReport.MOST_FINDS) {
      Detector detector = Detector.valueOf(find.kind());
      finds.add(new SecretFind(name, line, place, detector, find.to() - find.from()));
    }
  }
}
