package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.export.chat.Unfit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a file takes and leaves out. One thread. */
final class Tally {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Map<String, Long> skipped = new TreeMap<>();
  private long given;
  private long rows;

  void given() {
    given++;
  }

  void row() {
    rows++;
  }

  void skipped(Unfit unfit) {
    skipped.merge(unfit.reason().word(), 1L, Long::sum);
  }

  /** The report on the file, which is whole. */
  ExportReport report(ExportFormat format, Split split, Path file, long replaced)
      throws IOException {
    return new ExportReport(
        format, split, given, rows, Files.size(file), sha256(file), skipped, replaced);
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int read; (read = in.read(buffer)) >= 0; ) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
