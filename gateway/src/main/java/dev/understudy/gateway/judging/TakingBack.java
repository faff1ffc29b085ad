package dev.understudy.gateway.judging;

import dev.understudy.exchange.Feedback;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Ruling;
import dev.understudy.gateway.recent.Said;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Takes judgements back, each once. Any thread may call. */
final class TakingBack {
  /** A record that is waited for so long may never be heard of. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private final RecentCaptures recent;
  private final String instance;
  private final LongSupplier nanos;
  private final Map<UUID, Long> underWay = new HashMap<>(); // since when; guarded by this

  /** Takes back what is remembered; {@code nanos} is a clock as {@link System#nanoTime} is. */
  TakingBack(RecentCaptures recent, String instance, LongSupplier nanos) {
    this.recent = recent;
    this.instance = instance;
    this.nanos = nanos;
  }

  /**
   * The feedback that takes back that very judgement: what others said later, wherever they did,
   * stands. Until it is {@linkplain #settled settled} there is no other for the case, for {@link
   * #LONGEST} at most: two would be of the same moment, and say the same.
   *
   * @param meant when that was given which is to be taken back; null for whatever is newest
   * @throws Refused where nothing can be taken back, or it is under way already
   */
  synchronized Feedback begin(Case one, @Nullable Instant meant) throws Refused {
    long now = nanos.getAsLong();
    underWay.values().removeIf(since -> now - since >= LONGEST.toNanos());
    if (underWay.containsKey(one.requestId())) {
      throw new Refused(
          503, "this judgement is being taken back already; look at the case in a moment");
    }
    Feedback feedback = feedback(said(one, meant));
    underWay.put(one.requestId(), now);
    return feedback;
  }

  /** It is known what became of the feedback, and remembered. */
  synchronized void settled(UUID requestId) {
    underWay.remove(requestId);
  }

  /** What is to be taken back. */
  private Said said(Case one, @Nullable Instant meant) throws Refused {
    Said said = recent.said(one.requestId());
    if (one.ruling() == null) {
      throw new Refused(409, "there is no judgement of this case to take back");
    }
    if (one.ruling() == Ruling.CORRECTED) {
      throw new Refused(409, "an application corrected this case; the console cannot take it back");
    }
    if (said == null || said.ruling() != one.ruling()) {
      throw new Refused(409, "this judgement is not remembered any more; judge the case anew");
    }
    if (meant != null && !meant.truncatedTo(ChronoUnit.MICROS).equals(said.at())) {
      throw new Refused(409, "somebody judged this case since; look at it once more");
    }
    return said;
  }

  private Feedback feedback(Said said) throws Refused {
    Said before = said.before();
    if (before == null || !saysSomething(before.ruling())) {
      return takenBack(said, Judgement.takenBack());
    }
    if (said.touchesGold()) {
      return takenBack(said, judged(before));
    }
    return said.ruling() == Ruling.SKIPPED
        ? Judgement.again(before.ruling(), said.requestId(), said.justAfter(), instance)
        : takenBack(said, Judgement.takenBack());
  }

  private static boolean saysSomething(Ruling ruling) {
    return ruling != Ruling.SKIPPED && ruling != Ruling.TAKEN_BACK;
  }

  private Feedback takenBack(Said said, Judgement standing) {
    return standing.feedback(said.requestId(), said.ruling(), said.justAfter(), instance);
  }

  /** What stands again. */
  private static Judgement judged(Said before) throws Refused {
    if (!before.isWhole()) {
      throw new Refused(
          409,
          "what was said of this case before is not remembered, and would be lost; judge it anew");
    }
    return new Judgement(
        before.ruling(), something(before.correction()), something(before.label()));
  }

  private static @Nullable String something(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
