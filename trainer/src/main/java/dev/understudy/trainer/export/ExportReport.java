package dev.understudy.trainer.export;

import dev.understudy.trainer.example.Split;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a file of an export holds.
 *
 * @param format its format
 * @param split the part of the split it is of
 * @param given how many examples or pairs were given to it
 * @param rows how many rows it has: of an example with a weight there may be several
 * @param bytes how large it is
 * @param sha256 the SHA-256 of its bytes, in 64 hexadecimal digits
 * @param skipped how many were left out, by reason, in the order of the reasons' words
 * @param replacedSurrogates how many lone surrogates became U+FFFD in what was given
 */
public record ExportReport(
    ExportFormat format,
    Split split,
    long given,
    long rows,
    long bytes,
    String sha256,
    Map<String, Long> skipped,
    long replacedSurrogates) {
  public ExportReport {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(sha256, "sha256");
    skipped = Collections.unmodifiableMap(new TreeMap<>(skipped));
  }

  /** The file's name within the export, such as {@code openai/train.jsonl}. */
  public String fileName() {
    return format.fileName(split);
  }
}
