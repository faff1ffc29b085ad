package dev.understudy.gateway.recent;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest that people said of each request, in whatever order it comes to be known; what was
 * said longest ago goes when memory is short. Guarded by its owner.
 */
final class Rulings {
  private final long mostBytes;
  private final Map<UUID, Said> newest = new HashMap<>();
  private final TreeSet<Moment> byTime = new TreeSet<>();
  private long bytes;

  Rulings(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Puts what was said, unless something newer is known; that is told what stood before it. */
  void put(Said said) {
    UUID request = said.requestId();
    Said known = newest.get(request);
    if (known == null) {
      set(said);
    } else if (said.at().isAfter(known.at())) {
      boolean replaces = said.touchesGold() && said.takesBack(known);
      set(replaces ? said : said.after(standing(known)));
    } else if (said.at().equals(known.at())) {
      set(said.isWhole() ? said.after(known.before()) : known);
    } else if (isNews(said, known)) {
      set(known.after(said));
    }
    while (bytes > mostBytes) {
      removeOldest();
    }
  }

  /** Who skips leaves what was right before as it is. */
  private static @Nullable Said standing(Said known) {
    return known.touchesGold() ? known : known.before();
  }

  private static boolean isNews(Said earlier, Said known) {
    Said before = known.before();
    return earlier.touchesGold()
        && !known.takesBack(earlier)
        && !isSame(known, earlier) // or it was brought back
        && (before == null
            || earlier.at().isAfter(before.at())
            || (earlier.at().equals(before.at()) && !before.isWhole()));
  }

  private static boolean isSame(Said one, Said other) {
    String correction = one.correction();
    return correction != null && !correction.isEmpty() && correction.equals(other.correction());
  }

  private void set(Said said) {
    UUID request = said.requestId();
    Said before = newest.put(request, said);
    if (before != null) {
      bytes -= before.bytes();
      byTime.remove(Moment.of(before.at(), request));
    }
    bytes += said.bytes();
    byTime.add(Moment.of(said.at(), request));
  }

  private void removeOldest() {
    Moment oldest = byTime.pollFirst();
    Said gone = oldest == null ? null : newest.remove(oldest.id());
    bytes -= gone == null ? 0 : gone.bytes();
  }

  @Nullable Said of(UUID request) {
    return newest.get(request);
  }

  /** What stands of a request, or null where nothing does. */
  @Nullable Ruling ruling(UUID request) {
    Said said = newest.get(request);
    return said == null || said.ruling() == Ruling.TAKEN_BACK ? null : said.ruling();
  }

  long bytes() {
    return bytes;
  }
}
