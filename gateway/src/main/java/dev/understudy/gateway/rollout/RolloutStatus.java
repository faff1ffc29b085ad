package dev.understudy.gateway.rollout;

import dev.understudy.diff.evidence.Judgement;
import dev.understudy.rules.Share;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a route's student stands, for people to look at.
 *
 * @param route the route's name
 * @param student the student's name
 * @param launch the word for how the route serves: {@code dark, canary, student}
 * @param fingerprint of the student, the comparison and the gate
 * @param state how it stands
 * @param share the share in force
 * @param rulesShare the share of the rules
 * @param steps the steps of the rules
 * @param step how often the share was moved
 * @param begun when the evidence began
 * @param since when the last move was made
 * @param by who made it
 * @param reason why
 * @param runs of how many runs of gateways the evidence is
 * @param judgement what the evidence comes to, or null without a gate
 */
public record RolloutStatus(
    String route,
    String student,
    String launch,
    String fingerprint,
    State state,
    Share share,
    Share rulesShare,
    List<Share> steps,
    long step,
    Instant begun,
    Instant since,
    String by,
    String reason,
    int runs,
    @Nullable Judgement judgement) {
  public RolloutStatus {
    steps = List.copyOf(steps);
  }
}
