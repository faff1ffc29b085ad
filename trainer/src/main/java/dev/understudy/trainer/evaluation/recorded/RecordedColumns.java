package dev.understudy.trainer.evaluation.recorded;

import org.jspecify.annotations.Nullable;

/**
 * Where files of recorded answers have what is common to all systems.
 *
 * @param id the column that names rows, or null where the input does
 * @param input the column of what was asked
 * @param gold the column of the right label, or null; an empty field means that nobody said
 * @param reference the column of the right answer in words, or null; an empty field likewise
 */
public record RecordedColumns(
    @Nullable String id, String input, @Nullable String gold, @Nullable String reference) {
  /** The column by which rows of several files are brought together. */
  String key() {
    return id == null ? input : id;
  }
}
