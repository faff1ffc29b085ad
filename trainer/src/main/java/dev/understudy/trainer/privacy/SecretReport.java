package dev.understudy.trainer.privacy;

import java.util.List;

/**
 * What a scan for credentials found.
 *
 * @param finds the first of them, by file and place; at most {@value #MOST_FINDS}
 * @param total how many there are
 * @param files how many files were scanned
 * @param unscanned files that could not be: neither text nor Parquet, such as weights
 */
public record SecretReport(List<SecretFind> finds, long total, int files, List<String> unscanned) {
  /** Beyond these they are only counted. */
  public static final int MOST_FINDS = 100;

  public SecretReport {
    finds = List.copyOf(finds);
    unscanned = List.copyOf(unscanned);
  }

  /** Whether nothing was found. */
  public boolean isClean() {
    return total == 0;
  }

  /**
   * Does nothing where nothing was found.
   *
   * @throws SecretsFound otherwise, with the places and the remedy
   */
  public void orThrow() throws SecretsFound {
    if (!isClean()) {
      throw new SecretsFound(this);
    }
  }
}
