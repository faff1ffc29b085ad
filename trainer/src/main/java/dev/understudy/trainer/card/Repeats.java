package dev.understudy.trainer.card;

import dev.understudy.trainer.page.Snippet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often the same was asked, counted over all rows, the dropped ones too, except those whose
 * content must not be looked at.
 *
 * @param groups how many groups of rows that ask the same there are, groups of one too
 * @param repeated the rows that are not alone in their group
 * @param conflicting groups whose kept rows have different labels
 * @param leaked kept rows of the test sets whose group is in the part learned from, too
 * @param sizes how many groups are how large
 * @param largest the largest groups, largest first; equals by identifier
 */
public record Repeats(
    long groups,
    long repeated,
    long conflicting,
    long leaked,
    List<Size> sizes,
    List<Group> largest) {
  public Repeats {
    sizes = List.copyOf(sizes);
    largest = List.copyOf(largest);
  }

  /**
   * How many groups are of such a size.
   *
   * @param from the least size counted here
   * @param to the greatest
   * @param groups the groups
   */
  public record Size(long from, long to, long groups) {}

  /**
   * Rows that ask the same.
   *
   * @param id the least identifier among them
   * @param rows how many there are
   * @param kept how many of them are kept
   * @param input what one of them asks, or null where texts are left out
   */
  public record Group(String id, long rows, long kept, @Nullable Snippet input) {}
}
