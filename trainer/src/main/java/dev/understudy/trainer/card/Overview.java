package dev.understudy.trainer.card;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The set at a glance.
 *
 * @param rows all rows, dropped ones too
 * @param kept those to be learned from or tested with
 * @param labels how many different labels the kept rows have
 * @param users how many users' rows were kept
 * @param apps how many applications' rows were kept
 * @param templates how many templates the kept rows were made from
 * @param unlabelled kept rows without a label
 * @param unanswered kept rows without a text and without tool calls to answer
 * @param firstMicros when the first kept request arrived, in microseconds since 1970 UTC, or null
 *     where nothing is kept
 * @param lastMicros when the last one did
 * @param days the days on which rows arrived, in order
 */
public record Overview(
    long rows,
    long kept,
    long labels,
    long users,
    long apps,
    long templates,
    long unlabelled,
    long unanswered,
    @Nullable Long firstMicros,
    @Nullable Long lastMicros,
    List<Day> days) {
  public Overview {
    days = List.copyOf(days);
  }

  /**
   * What arrived on a day.
   *
   * @param date in UTC, such as {@code 2026-03-01}
   * @param rows all rows
   * @param kept those kept
   */
  public record Day(String date, long rows, long kept) {}
}
