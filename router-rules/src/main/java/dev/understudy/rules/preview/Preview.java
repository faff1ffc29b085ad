package dev.understudy.rules.preview;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What new rules would do with captured requests that old rules do not.
 *
 * @param files how many files were read
 * @param olderLeftOut whether older files were left out
 * @param leftOut a line for each file that was left out as it cannot be read: which, and why
 * @param requests how many requests the captures hold
 * @param users how many distinct sticky keys are known of them
 * @param from when the first of them arrived
 * @param to when the last of them arrived
 * @param moves from where to where requests go, the most first
 * @param movedRequests how many of them another upstream would serve
 * @param movedUsers how many of the keys have such a request
 * @param loads what upstreams would be asked beside their work as teachers
 * @param kept requests dealt to a student that it would not see, the most first
 * @param byRequest how many requests were dealt by their own id as their key is not in the captures
 * @param byBucket how many were dealt by the bucket that was recorded with them
 * @param unread how many of those kept from a student were so as their bodies are not in the
 *     captures and files that rules name had nothing to tell them by
 * @param unrecorded headers that rules ask for and that no captured request shows, in order
 */
public record Preview(
    int files,
    boolean olderLeftOut,
    List<String> leftOut,
    long requests,
    long users,
    Instant from,
    Instant to,
    List<Move> moves,
    long movedRequests,
    long movedUsers,
    List<Load> loads,
    List<Kept> kept,
    long byRequest,
    long byBucket,
    long unread,
    Set<String> unrecorded) {
  /** The least time that captures stand for. */
  private static final Duration LEAST = Duration.ofMinutes(1);

  public Preview {
    leftOut = List.copyOf(leftOut);
    moves = List.copyOf(moves);
    loads = List.copyOf(loads);
    kept = List.copyOf(kept);
  }

  /** How long the captures are, a minute at least. */
  public Duration span() {
    Duration span = Duration.between(from, to);
    return span.compareTo(LEAST) < 0 ? LEAST : span;
  }

  /**
   * Some requests that go the same way.
   *
   * @param way from where to where
   * @param requests how many
   * @param users how many distinct sticky keys they are known to have
   */
  public record Move(Way way, long requests, long users) {}

  /**
   * From where to where a request goes.
   *
   * @param oldRoute the old rules' route
   * @param oldUpstream the upstream that serves it under the old rules
   * @param newRoute the new rules' route
   * @param newUpstream the upstream that serves it under the new rules
   */
  public record Way(String oldRoute, String oldUpstream, String newRoute, String newUpstream) {
    /** Whether another upstream serves. */
    public boolean moves() {
      return !oldUpstream.equals(newUpstream);
    }
  }

  /**
   * Requests that a student does not see though they were dealt to it.
   *
   * @param reason from which route, for what, and why
   * @param requests how many
   */
  public record Kept(Reason reason, long requests) {}

  /**
   * Why requests are kept from a student.
   *
   * @param route the new rules' route
   * @param shadow whether they were dealt for comparison alone
   * @param why the word for it
   */
  public record Reason(String route, boolean shadow, String why) {}
}
