package dev.understudy.gateway.judging;

import dev.understudy.exchange.Feedback;
import dev.understudy.gateway.recent.Ruling;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person said of a disagreement, and what the answer should have been. It is stored as
 * feedback: who is right as the comment {@code console: student} and the like, the right answer as
 * the correction, its label as the label. The newest feedback counts, and this gateway may not know
 * all that was said before: so a judgement that knows no right answer takes back whatever an
 * earlier one said was right, by an empty correction. Skipping and taking back touch what the
 * console itself said alone.
 *
 * @param ruling who is right
 * @param correction what the answer should have been, or null where nobody said
 * @param label the label of that, or null
 */
public record Judgement(Ruling ruling, @Nullable String correction, @Nullable String label) {
  private static final int MOST_LABEL = 256; // as feedback of applications
  private static final String NOTHING = "";

  public Judgement {
    Objects.requireNonNull(ruling, "ruling");
    label = label == null || label.length() > MOST_LABEL ? null : label;
  }

  /** Takes back what was said before. */
  public static Judgement takenBack() {
    return new Judgement(Ruling.TAKEN_BACK, null, null);
  }

  /**
   * The feedback that says so.
   *
   * @param before what was said of the case before, or null
   */
  public Feedback feedback(UUID requestId, @Nullable Ruling before, Instant at, String instance) {
    String otherwise = saysWhoIsRight(ruling) || saysWhoIsRight(before) ? NOTHING : null;
    return new Feedback(
        requestId,
        at,
        instance,
        null,
        label == null ? otherwise : label,
        correction == null ? otherwise : correction,
        Ruling.PERSON,
        ruling.comment());
  }

  /**
   * The feedback by which a ruling counts again whose right answer stood all the while: it says
   * nothing of what is right, and leaves that as it is.
   */
  static Feedback again(Ruling ruling, UUID requestId, Instant at, String instance) {
    return new Feedback(requestId, at, instance, null, null, null, Ruling.PERSON, ruling.comment());
  }

  private static boolean saysWhoIsRight(@Nullable Ruling ruling) {
    return ruling == Ruling.TEACHER || ruling == Ruling.STUDENT || ruling == Ruling.BOTH_WRONG;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "Judgement[" + ruling.word() + "]";
  }
}
