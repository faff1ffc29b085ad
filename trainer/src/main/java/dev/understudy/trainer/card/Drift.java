package dev.understudy.trainer.card;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is different in the newest week of the traffic. Compared are the rows that came to balancing
 * (where there was none: the kept rows), for balancing changes shares on purpose; rows a model made
 * are left out.
 *
 * @param fromMicros where the newest week begins, in microseconds since 1970 UTC
 * @param restRows rows before it
 * @param newestRows rows of it
 * @param categories what is counted by value
 * @param lengths what is measured
 * @param words words that more inputs hold now, the surest first
 */
public record Drift(
    long fromMicros,
    long restRows,
    long newestRows,
    List<Category> categories,
    List<Length> lengths,
    List<Word> words) {
  public Drift {
    categories = List.copyOf(categories);
    lengths = List.copyOf(lengths);
    words = List.copyOf(words);
  }

  /** What to make of a difference. */
  public enum Verdict {
    /** Too few rows on one side. */
    TOO_FEW,
    /** Chance alone makes as much. */
    CHANCE,
    /** More than chance, yet small. */
    SLIGHT,
    /** More than chance, and large. */
    NOTABLE
  }

  /**
   * How the shares of values changed.
   *
   * @param what what is counted, such as {@code labels}
   * @param totalVariation the share of rows that would have to change their value, in [0, 1]
   * @param psi the population stability index, half a row added to every value so that none is zero
   * @param psiByChance what it exceeds by chance once in a hundred times
   * @param verdict what to make of it
   * @param sentence the same in words, with the figures it rests on
   * @param shifts the values most frequent in both together; the rest is not listed
   */
  public record Category(
      String what,
      double totalVariation,
      double psi,
      double psiByChance,
      Verdict verdict,
      String sentence,
      List<Shift> shifts) {
    public Category {
      Objects.requireNonNull(verdict, "verdict");
      shifts = List.copyOf(shifts);
    }
  }

  /**
   * How often a value occurs.
   *
   * @param name the value, or null for rows without one
   * @param rest rows before the newest week
   * @param newest rows of the newest week
   */
  public record Shift(@Nullable String name, long rest, long newest) {}

  /**
   * How lengths changed.
   *
   * @param what what is measured, such as {@code input tokens}
   * @param distance the Kolmogorov-Smirnov distance: how far apart the two shares of rows up to a
   *     length are at most, in [0, 1]
   * @param distanceByChance what it exceeds by chance once in a hundred times
   * @param restMedian the median before
   * @param newestMedian the median now
   * @param verdict what to make of it
   * @param sentence the same in words, with the figures it rests on
   */
  public record Length(
      String what,
      double distance,
      double distanceByChance,
      long restMedian,
      long newestMedian,
      Verdict verdict,
      String sentence) {
    public Length {
      Objects.requireNonNull(verdict, "verdict");
    }
  }

  /**
   * A word that more inputs hold now.
   *
   * @param word in small letters
   * @param rest inputs before the newest week that hold it
   * @param newest inputs of the newest week that hold it
   */
  public record Word(String word, long rest, long newest) {}
}
