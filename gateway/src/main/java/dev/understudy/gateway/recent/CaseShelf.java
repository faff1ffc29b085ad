package dev.understudy.gateway.recent;

import dev.understudy.exchange.Comparison;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The disagreements of one route, in the order of their time. Guarded by its owner. */
final class CaseShelf {
  private final TreeMap<Moment, Case> cases = new TreeMap<>();
  private final Map<UUID, Moment> byRequest = new HashMap<>();
  private final Grouping grouping;
  private long bytes;

  /**
   * An empty shelf.
   *
   * @param mostGroupBytes the most memory for its groups
   */
  CaseShelf(long mostGroupBytes) {
    this.grouping = new Grouping(mostGroupBytes);
  }

  /** Puts a disagreement, unless one of that request is there. */
  void put(Comparison comparison, CaseFacts facts, @Nullable Ruling ruling) {
    Moment at = Moment.of(comparison.comparedAt(), comparison.requestId());
    if (byRequest.putIfAbsent(comparison.requestId(), at) == null) {
      set(new Case(at, comparison, grouping.of(comparison), facts, ruling));
    }
  }

  /** Puts a case in the place of what it was before. */
  void set(Case one) {
    Case before = cases.put(one.at(), one);
    bytes += one.bytes() - (before == null ? 0 : before.bytes());
  }

  @Nullable Case of(UUID requestId) {
    Moment at = byRequest.get(requestId);
    return at == null ? null : cases.get(at);
  }

  /** Whether it would be the first to go. */
  boolean isOlderThanAll(Comparison comparison) {
    Moment at = Moment.of(comparison.comparedAt(), comparison.requestId());
    return !cases.isEmpty() && at.compareTo(cases.firstKey()) < 0;
  }

  void removeOldest() {
    Map.Entry<Moment, Case> oldest = cases.pollFirstEntry();
    if (oldest != null) {
      bytes -= oldest.getValue().bytes();
      byRequest.remove(oldest.getKey().id());
    }
  }

  long bytes() {
    return bytes + grouping.bytes();
  }

  int size() {
    return cases.size();
  }

  int number(Group group) {
    return grouping.number(group);
  }

  /**
   * The newest cases that a filter takes.
   *
   * @param after those before this moment alone, or null for all
   */
  Page<Case> page(CaseFilter filter, @Nullable Moment after, int most) {
    Integer number = filter.group();
    Group group = number == null ? null : grouping.numbered(number);
    List<Case> found = new ArrayList<>();
    Moment last = null;
    if (number != null && group == null) {
      return new Page<>(found, null);
    }
    for (Case each : asked(filter, after).descendingMap().values()) {
      if ((group == null || isSame(group, each.group())) && filter.takes(each)) {
        if (found.size() == most) {
          return new Page<>(found, last);
        }
        found.add(each);
        last = each.at();
      }
    }
    return new Page<>(found, null);
  }

  /** How many cases a filter takes, judged or not and of whatever group, by group. */
  List<GroupCount> groups(CaseFilter filter) {
    IdentityHashMap<Group, Tally> tallies = new IdentityHashMap<>();
    CaseFilter any = filter.judgedOrNot().ofAnyGroup();
    for (Case each : asked(any, null).descendingMap().values()) {
      if (any.takes(each)) {
        tallies.computeIfAbsent(each.group(), group -> new Tally(each.at())).count(each);
      }
    }
    List<GroupCount> groups = new ArrayList<>();
    tallies.forEach(
        (group, tally) ->
            groups.add(
                new GroupCount(
                    grouping.number(group), group, tally.cases, tally.judged, tally.newest)));
    return groups;
  }

  /** A count on its way. */
  private static final class Tally {
    final Moment newest;
    int cases;
    int judged;

    Tally(Moment newest) {
      this.newest = newest;
    }

    void count(Case one) {
      cases++;
      judged += one.ruling() == null ? 0 : 1;
    }
  }

  @SuppressWarnings("ReferenceEquality") // cases of one group share the object; there are many
  private static boolean isSame(Group one, Group other) {
    return one == other;
  }

  private NavigableMap<Moment, Case> asked(CaseFilter filter, @Nullable Moment after) {
    NavigableMap<Moment, Case> all = cases;
    Instant since = filter.since();
    if (since != null) {
      all = all.tailMap(first(since), true);
    }
    Instant until = filter.until();
    if (until != null) {
      all = all.headMap(first(until), false);
    }
    return after == null ? all : all.headMap(after, false);
  }

  private static Moment first(Instant at) {
    return new Moment(
        ChronoUnit.MICROS.between(Instant.EPOCH, at),
        new UUID(Long.MIN_VALUE, Long.MIN_VALUE)); // the least there is
  }
}
