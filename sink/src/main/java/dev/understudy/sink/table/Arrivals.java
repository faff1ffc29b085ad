package dev.understudy.sink.table;

import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Replaced;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.StoredFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which of a table's files came since somebody looked last. The first look goes through all hours
 * of interest. Those after it list the present hour and the one before, where nearly all new files
 * are, and one step further back each: the hours of the last day one after another, then earlier
 * dates one after another, and so on again. So a file that comes late, as its gateway was down or
 * its store away, is found too, those of the last day within an hour of looks a minute apart. A
 * step is listed again until all that was found there is known.
 *
 * <p>Names are remembered within bounded memory; where there are more, the hours furthest back are
 * no longer of interest. One thread.
 */
public final class Arrivals {
  private static final Duration NEAR = Duration.ofHours(1);
  private static final Duration BY_HOUR = Duration.ofDays(1);
  private static final Duration AHEAD = Duration.ofMinutes(10); // clocks differ
  private static final Duration LONGEST_GAP = Duration.ofHours(6);
  private static final int MOST_NAMES = 65_536;

  private final Store store;
  private final Table table;
  private final Duration back;
  private final Predicate<String> leftOut;
  private final KnownNames known;

  /** Of the merged files that the last look found, the names of those whose place they take. */
  private final Map<String, List<String>> replaced = new HashMap<>();

  private @Nullable Instant looked;
  private int step;

  /** The folder of the step that is not done yet. */
  private @Nullable String further;

  /** What the last look found there. */
  private List<String> foundFurther = List.of();

  /**
   * A table of which nothing is known yet.
   *
   * @param store stays open as long as it is looked at
   * @param back how far back hours are of interest
   * @param leftOut which files are not, by their names in the store
   */
  public Arrivals(Store store, Table table, Duration back, Predicate<String> leftOut) {
    this(store, table, back, leftOut, MOST_NAMES);
  }

  Arrivals(Store store, Table table, Duration back, Predicate<String> leftOut, int mostNames) {
    this.store = store;
    this.table = table;
    this.back = back;
    this.leftOut = leftOut;
    this.known = new KnownNames(mostNames);
  }

  /** Whether a look now would go through all hours: none was done, or the last one long ago. */
  public boolean beginAnew(Instant now) {
    return looked == null || now.isAfter(looked.plus(LONGEST_GAP));
  }

  /**
   * The files that are not {@linkplain #known known} yet, the newest first. Of a file and one that
   * took its place only the latter is there, and not even that where it holds nothing new.
   *
   * @throws IOException if the store cannot be read; nothing has changed then
   */
  public List<StoredFile> look(Instant now) throws IOException {
    known.forgetBefore(now.minus(back).minus(BY_HOUR));
    replaced.clear();
    if (beginAnew(now)) {
      further = null;
    }
    Hours hours = new Hours(now.minus(back), now.plus(AHEAD));
    Map<String, StoredFile> unknown = new TreeMap<>();
    for (String folder : beginAnew(now) ? hours.dates() : folders(now)) {
      for (StoredFile file : store.list(table.word() + "/" + folder)) {
        if (isUnknown(file.name(), hours)) {
          unknown.put(file.name(), file);
        }
      }
    }
    for (StoredFile file : List.copyOf(unknown.values())) {
      if (CompactedName.is(file.name())) {
        merged(file, unknown);
      }
    }
    foundFurther =
        unknown.keySet().stream()
            .filter(name -> further != null && name.startsWith(table.word() + "/" + further))
            .toList();
    return NewestFiles.sorted(unknown.values());
  }

  /** Notes that a look was done; whatever it found and is not known is found by later ones. */
  public void looked(Instant now) {
    looked = now;
    if (foundFurther.stream().allMatch(this::isDone)) {
      further = null;
      step++;
    }
  }

  /** Notes a file that is not to be found again. */
  public void known(StoredFile file) {
    known(file.name());
    replaced.getOrDefault(file.name(), List.of()).forEach(this::known);
  }

  private void known(String name) {
    Partition.of(name).ifPresent(partition -> known.add(partition.hour(), name));
  }

  /** Whether no look finds it again. */
  private boolean isDone(String name) {
    Instant hour = Partition.of(name).orElseThrow().hour();
    return !known.reach(hour) || known.has(hour, name);
  }

  private boolean isUnknown(String name, Hours hours) {
    Partition partition = Partition.of(name).orElse(null);
    return partition != null
        && TableFiles.isFinished(name)
        && hours.touch(partition)
        && !isDone(name)
        && !leftOut.test(name);
  }

  /** Leaves out those whose rows a merged file holds, or that where it holds known rows alone. */
  private void merged(StoredFile file, Map<String, StoredFile> unknown) {
    Partition partition = Partition.of(file.name()).orElseThrow();
    boolean isAlone =
        !known.hasAny(partition.hour())
            && unknown.keySet().stream()
                .noneMatch(
                    name -> name.startsWith(partition.folder()) && !name.equals(file.name()));
    if (isAlone) {
      return;
    }
    List<String> names = new ArrayList<>();
    try {
      for (Replaced each : TableFiles.footer(store, file.name()).replaces()) {
        names.add(partition.folder() + each.file());
      }
    } catch (IOException unreadable) {
      return; // whoever reads it finds out
    }
    unknown.keySet().removeAll(names);
    if (!names.isEmpty()
        && names.stream()
            .allMatch(name -> known.has(partition.hour(), name) || leftOut.test(name))) {
      unknown.remove(file.name());
      known(file.name());
    } else {
      replaced.put(file.name(), names);
    }
  }

  /** The folders that are listed now, of the hours nearby and of one step further back. */
  private Set<String> folders(Instant now) {
    Instant last = looked == null ? now : looked;
    Set<String> folders =
        new LinkedHashSet<>(hours(earlier(last, now).minus(NEAR), now.plus(AHEAD)));
    if (further == null) {
      further = step(now);
    }
    folders.add(further);
    return folders;
  }

  private String step(Instant now) {
    List<String> steps =
        new ArrayList<>(hours(now.minus(least(BY_HOUR, back)), now.minus(NEAR.multipliedBy(2))));
    if (back.compareTo(BY_HOUR) > 0) {
      steps.addAll(new Hours(now.minus(back), now.minus(BY_HOUR)).dates());
    }
    return steps.get(Math.floorMod(step, steps.size()));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The folders of the hours from one to the other, both included. */
  private static List<String> hours(Instant from, Instant to) {
    List<String> folders = new ArrayList<>();
    for (Instant hour = from.truncatedTo(ChronoUnit.HOURS);
        !hour.isAfter(to);
        hour = hour.plus(1, ChronoUnit.HOURS)) {
      folders.add(TableLayout.partition(hour) + "/");
    }
    return folders;
  }
}
