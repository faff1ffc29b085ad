package dev.understudy.trainer.privacy;

import dev.understudy.sink.redaction.Detector;
import java.util.Objects;

/**
 * A credential in a file that was written; never the credential itself.
 *
 * @param file the file, from the folder that was scanned
 * @param line the line, or the row of a Parquet file, counted from 1
 * @param place where in it: a JSON pointer, whose first part is the column in a Parquet file, or
 *     {@code column} and the character counted from 1
 * @param detector what kind it is
 * @param characters how long it is as it is spelled there
 */
public record SecretFind(String file, long line, String place, Detector detector, int characters) {
  public SecretFind {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(detector, "detector");
  }

  /** As people read it: {@code train.jsonl:12 /messages/1/content: api_key (51 characters)}. */
  @Override
  public String toString() {
    return "%s:%d %s: %s (%d characters)".formatted(file, line, place, detector.word(), characters);
  }
}
