package dev.understudy.gateway.recent;

import dev.understudy.exchange.Feedback;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest that people said of a request, and what stood before.
 *
 * @param requestId the request
 * @param at when it was said, as exactly as it is stored
 * @param ruling what it comes to
 * @param correction what is right; empty where nothing is any more; null where what was said before
 *     is left as it was, or where {@code isWhole} is false
 * @param label the label of what is right, likewise
 * @param isWhole whether what is right, if anything was, is remembered
 * @param before what was said before of what is right; null where this gateway knows of nothing. It
 *     has none before itself
 */
public record Said(
    UUID requestId,
    Instant at,
    Ruling ruling,
    @Nullable String correction,
    @Nullable String label,
    boolean isWhole,
    @Nullable Said before) {
  private static final int LONGEST = 4096;
  private static final long OVERHEAD_BYTES = 280; // objects, entries of maps: measured, rounded up

  public Said {
    Objects.requireNonNull(requestId, "requestId");
    at = at.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(ruling, "ruling");
  }

  /** What was said by feedback; what is longer than may be remembered is left out. */
  static Said of(Feedback feedback, Ruling ruling) {
    return length(feedback.correction()) + length(feedback.label()) > LONGEST
        ? ofRulingAlone(feedback, ruling)
        : new Said(
            feedback.requestId(),
            feedback.givenAt(),
            ruling,
            feedback.correction(),
            feedback.label(),
            true,
            null);
  }

  /** The same where what is right may not be remembered. */
  static Said ofRulingAlone(Feedback feedback, Ruling ruling) {
    String correction = feedback.correction();
    boolean isNothing = correction == null || correction.isEmpty();
    return new Said(
        feedback.requestId(),
        feedback.givenAt(),
        ruling,
        isNothing ? correction : null,
        null,
        isNothing,
        null);
  }

  /**
   * The moment of feedback that takes back this and nothing that anybody said later: what only
   * others know, or is on its way still, is newer.
   */
  public Instant justAfter() {
    return at.plus(1, ChronoUnit.MICROS);
  }

  /** Whether it says what is right, or that nothing is. */
  public boolean touchesGold() {
    return !isWhole || correction != null;
  }

  Said after(@Nullable Said earlier) {
    return new Said(
        requestId,
        at,
        ruling,
        correction,
        label,
        isWhole,
        earlier == null ? null : earlier.after(null));
  }

  boolean takesBack(Said other) {
    return at.equals(other.justAfter());
  }

  /** About the memory it takes, rather too much than too little. */
  long bytes() {
    long chars = (long) length(correction) + length(label);
    return OVERHEAD_BYTES + 2 * chars + (before == null ? 0 : before.bytes());
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length() + 24; // and its objects
  }

  /** Never what was said to be right. */
  @Override
  public String toString() {
    return "Said[" + ruling.word() + "]";
  }
}
