package dev.understudy.diff.drift;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells of which requests the teacher's answers show the mix of labels: of those it answers
 * whatever they ask. Under {@code teacher} and {@code dark} launches that is all. Under {@code
 * canary} and {@code hybrid} the teacher also answers what the student failed at, may not see, or
 * finds hard; such a selection has labels of its own. There, only requests whose buckets are out of
 * the student's reach count.
 *
 * <p>How far the student reaches is told by the buckets it answered. Of n that are even below the
 * share s the highest is below {@code s d^(1/n)} with a chance of d; so buckets above {@code
 * highest / d^(1/n)} are the teacher's, where d is one in a million. An answer beyond that shows
 * that the share was raised, and the count begins anew. The reach never shrinks: what was the
 * student's a moment ago may still come out of records. Not thread-safe.
 */
public final class TeachersLot {
  private static final double CHANCE = 1e-6;
  private static final int MOST = 4_096;

  private final Set<Double> answered = new HashSet<>();
  private double highest;

  /** The student answered a request, or was asked, with that bucket. */
  public void student(@Nullable Double bucket) {
    if (bucket != null) {
      if (bucket > reach()) {
        answered.clear(); // the share was raised: what was answered before tells nothing of it
      }
      highest = Math.max(highest, bucket);
      if (answered.size() < MOST) {
        answered.add(bucket);
      }
    }
  }

  /**
   * Whether the teacher answered by lot.
   *
   * @param launch how the route served, a word such as {@code canary}
   * @param bucket the request's bucket in [0, 1), or null where none is known
   */
  public boolean isTeachers(String launch, @Nullable Double bucket) {
    return switch (launch) {
      case "teacher", "dark" -> true;
      case "canary", "hybrid" -> bucket != null && !answered.isEmpty() && bucket > reach();
      default -> false;
    };
  }

  /** Above it no bucket is the student's. */
  private double reach() {
    return answered.isEmpty() ? 1 : highest / Math.pow(CHANCE, 1.0 / answered.size());
  }
}
