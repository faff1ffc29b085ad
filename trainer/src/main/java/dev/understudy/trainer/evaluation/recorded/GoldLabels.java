package dev.understudy.trainer.evaluation.recorded;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.trainer.evaluation.Answered;
import dev.understudy.trainer.evaluation.TestRow;
import dev.understudy.trainer.evaluation.TestSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads gold as people write it into tables: a label in any writing that {@link LabelReader} takes
 * for the same, and for labels that are {@code 0} and {@code 1}, or {@code false} and {@code true},
 * the other of the two spellings.
 */
public final class GoldLabels {
  private static final List<String> NUMBERS = List.of("0", "1");
  private static final List<String> TRUTHS = List.of("false", "true");

  private final Set<String> labels = new LinkedHashSet<>();
  private final boolean isClosed;

  /**
   * A reader of gold that is one of these labels.
   *
   * @param labels all that gold may be; empty for any
   */
  public GoldLabels(List<String> labels) {
    this(labels, !labels.isEmpty());
  }

  private GoldLabels(List<String> labels, boolean isClosed) {
    labels.forEach(label -> this.labels.add(LabelReader.canonical(label)));
    this.isClosed = isClosed;
  }

  private static GoldLabels like(List<String> labels) {
    return new GoldLabels(labels, false);
  }

  /**
   * The same test set with gold spelled as its systems spell their labels, where it is not, such as
   * {@code True} where they answer 1.
   */
  public static TestSet respelled(TestSet set) {
    List<String> answered =
        set.rows().stream()
            .flatMap(row -> row.answers().values().stream())
            .map(Answered::label)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    GoldLabels gold = like(answered);
    return new TestSet(
        set.name(), set.systems(), set.rows().stream().map(gold::respelled).toList());
  }

  private TestRow respelled(TestRow row) {
    return row.gold() == null ? row : row.withGold(read(row.gold()).orElse(row.gold()));
  }

  /** The label that gold means, or nothing where it is none of the labels. */
  public Optional<String> read(String gold) {
    String label = LabelReader.canonical(gold);
    if (label.isEmpty()) {
      return Optional.empty();
    }
    return labels.contains(label)
        ? Optional.of(label)
        : translated(label, NUMBERS, TRUTHS)
            .or(() -> translated(label, TRUTHS, NUMBERS))
            .or(() -> isClosed ? Optional.empty() : Optional.of(label));
  }

  private Optional<String> translated(String label, List<String> from, List<String> to) {
    int place = from.indexOf(label);
    return place >= 0 && labels.contains(to.get(place))
        ? Optional.of(to.get(place))
        : Optional.empty();
  }

  /**
   * The label that a record's gold means, or null where the field is blank.
   *
   * @param record the record's number in the file, the header being the first
   * @throws UnreadableRecording if it is none of the labels; the message names the record
   */
  public @Nullable String read(CsvTable table, int record, String column, String written)
      throws UnreadableRecording {
    if (written.isBlank()) {
      return null;
    }
    Optional<String> label = read(written);
    if (label.isEmpty()) {
      throw new UnreadableRecording(
          "%s: record %d has gold in '%s' that is none of: %s"
              .formatted(table.file(), record, column, this));
    }
    return label.get();
  }

  @Override
  public String toString() {
    return isClosed ? String.join(", ", labels) : "any label";
  }
}
