package dev.understudy.gateway.launch;

import dev.understudy.gateway.moderation.Moderator;
import dev.understudy.gateway.output.AnswerCheck;
import dev.understudy.gateway.output.HeldBack;
import dev.understudy.gateway.output.Moderation;
import dev.understudy.gateway.relay.Witness;
import dev.understudy.gateway.student.CascadeTerms;
import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Hold;
import dev.understudy.rules.OutputCheck;
import dev.understudy.rules.OutputGuard;
import dev.understudy.rules.OutputGuard.OnFail;
import dev.understudy.rules.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one route's answers, made ready.
 *
 * @param hybrid what makes a student's answer good enough in a hybrid, or null for nothing
 * @param otherwise what makes it good enough in any other launch, or null
 * @param refusing what a teacher's answer is refused for, or null
 * @param guarded what the guard asks of all answers, or null
 * @param withholds whether the guard holds a student's answers back
 * @param moderators who is asked about texts, by name
 * @param audits look at what clients got and count what is not as it must be
 */
record Standards(
    @Nullable CascadeTerms hybrid,
    @Nullable CascadeTerms otherwise,
    @Nullable AnswerCheck refusing,
    @Nullable AnswerCheck guarded,
    boolean withholds,
    Map<String, Moderator> moderators,
    Audits audits) {
  Standards {
    moderators = Map.copyOf(moderators);
  }

  /**
   * Those of a route.
   *
   * @throws UnplayableRules where a schema cannot be used
   */
  static Standards of(Route route, Map<String, Moderator> moderators, Audits audits)
      throws UnplayableRules {
    OutputGuard guard = route.guard();
    AnswerCheck guarded = guard == null ? null : check(guard.check());
    List<AnswerCheck> withheld = new ArrayList<>();
    boolean refuses = false;
    if (guard != null && guarded != null && guard.withholds()) {
      withheld.add(guarded);
      refuses = guard.onFail() == OnFail.REFUSE;
    }
    Hybrid hybrid = route.launch().hybrid();
    return new Standards(
        hybrid == null ? null : cascade(hybrid, withheld),
        withheld.isEmpty() ? null : new CascadeTerms(null, withheld, Hold.USUAL),
        refuses ? guarded : null,
        guarded,
        !withheld.isEmpty(),
        moderators,
        audits);
  }

  /**
   * What sees an answer that the client got and counts it.
   *
   * @param held how far it was looked at before
   */
  Witness audit(String route, Moderation moderation, HeldBack held) {
    return guarded == null
        ? Witness.NONE
        : audits.of(route, guarded, moderation, withholds ? held : new HeldBack());
  }

  private static @Nullable CascadeTerms cascade(Hybrid hybrid, List<AnswerCheck> guarded)
      throws UnplayableRules {
    List<AnswerCheck> checks = new ArrayList<>();
    if (!hybrid.check().isNone()) {
      checks.add(check(hybrid.check()));
    }
    checks.addAll(guarded);
    return hybrid.confident() == null && checks.isEmpty()
        ? null
        : new CascadeTerms(hybrid.confident(), checks, hybrid.hold());
  }

  private static AnswerCheck check(OutputCheck rules) throws UnplayableRules {
    try {
      return AnswerCheck.of(rules);
    } catch (IOException | IllegalArgumentException unusable) {
      throw new UnplayableRules(
          "the schema %s cannot be used: %s".formatted(rules.schema(), unusable.getMessage()));
    }
  }
}
