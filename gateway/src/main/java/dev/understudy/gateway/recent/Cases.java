package dev.understudy.gateway.recent;

import dev.understudy.exchange.Comparison;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The disagreements of all routes within one limit of memory: whichever route holds most gives its
 * oldest first. Guarded by its owner.
 */
final class Cases {
  private static final int MOST_ROUTES = 256;
  private static final int SHARE_OF_GROUPS = 16;

  private final long mostBytes;
  private final Map<String, CaseShelf> routes = new LinkedHashMap<>();

  Cases(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Puts a disagreement, whatever has to go for it. */
  void put(Comparison comparison, CaseFacts known, @Nullable Ruling ruling) {
    CaseShelf shelf =
        routes.computeIfAbsent(
            comparison.route(), name -> new CaseShelf(mostBytes / SHARE_OF_GROUPS));
    if (routes.size() > MOST_ROUTES) {
      routes.remove(routes.keySet().iterator().next());
    }
    shelf.put(comparison, known, ruling);
    shrink();
  }

  /**
   * Puts a disagreement that is stored, unless something newer would have to go for it.
   *
   * @return false where there is no room for what is as old
   */
  boolean putOlder(Comparison comparison, CaseFacts known, @Nullable Ruling ruling) {
    boolean isFull = bytes() > mostBytes - mostBytes / SHARE_OF_GROUPS;
    CaseShelf giving = isFull ? largest() : null;
    boolean isOneMore = routes.size() >= MOST_ROUTES && !routes.containsKey(comparison.route());
    if (isOneMore || (giving != null && giving.isOlderThanAll(comparison))) {
      return false;
    }
    put(comparison, known, ruling);
    return true;
  }

  private void shrink() {
    while (bytes() > mostBytes) {
      CaseShelf giving = largest();
      if (giving == null) {
        return;
      }
      giving.removeOldest();
      if (giving.size() == 0) {
        routes.values().remove(giving); // its groups take memory too
      }
    }
  }

  private @Nullable CaseShelf largest() {
    return routes.values().stream().max(Comparator.comparingLong(CaseShelf::bytes)).orElse(null);
  }

  long bytes() {
    long bytes = 0;
    for (CaseShelf each : routes.values()) {
      bytes += each.bytes();
    }
    return bytes;
  }

  /** Adds what is known to a case, if it is there. */
  boolean learn(String route, UUID requestId, CaseFacts known) {
    CaseShelf shelf = routes.get(route);
    Case one = shelf == null ? null : shelf.of(requestId);
    if (shelf == null || one == null) {
      return false;
    }
    shelf.set(one.with(known));
    shrink();
    return true;
  }

  /** Notes what stands of a request; null where nothing does. */
  void rule(UUID requestId, @Nullable Ruling ruling) {
    for (CaseShelf shelf : routes.values()) {
      Case one = shelf.of(requestId);
      if (one != null) {
        shelf.set(one.ruled(ruling));
      }
    }
  }

  @Nullable Case of(String route, UUID requestId) {
    CaseShelf shelf = routes.get(route);
    return shelf == null ? null : shelf.of(requestId);
  }

  int size(String route) {
    CaseShelf shelf = routes.get(route);
    return shelf == null ? 0 : shelf.size();
  }

  /** As {@link CaseShelf#page}. */
  Page<Case> page(String route, CaseFilter filter, @Nullable Moment after, int most) {
    CaseShelf shelf = routes.get(route);
    return shelf == null ? new Page<>(List.of(), null) : shelf.page(filter, after, most);
  }

  /** As {@link CaseShelf#groups}, those with most cases first. */
  List<GroupCount> groups(String route, CaseFilter filter) {
    CaseShelf shelf = routes.get(route);
    return shelf == null
        ? List.of()
        : shelf.groups(filter).stream()
            .sorted(
                Comparator.comparingInt(GroupCount::cases)
                    .reversed()
                    .thenComparingInt(GroupCount::number))
            .toList();
  }

  int number(String route, Group group) {
    CaseShelf shelf = routes.get(route);
    return shelf == null ? 0 : shelf.number(group);
  }
}
