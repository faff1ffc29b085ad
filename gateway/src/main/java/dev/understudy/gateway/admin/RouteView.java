package dev.understudy.gateway.admin;

import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.evidence.Judgement;
import dev.understudy.diff.evidence.Terms;
import dev.understudy.rules.Share;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One route as the admin API shows it.
 *
 * @param name its name
 * @param launch how it serves: some of {@code teacher, canary, dark, student}
 * @param teacher the upstream that is asked by default
 * @param student the upstream that may replace it, or null where there is none
 * @param rollout how far the student has come, or null where there is no student
 * @param drift how its requests stand against what the student was trained on, or null where they
 *     are not watched
 */
public record RouteView(
    String name,
    List<String> launch,
    String teacher,
    @Nullable String student,
    @Nullable Rollout rollout,
    @Nullable DriftStatus drift) {
  public RouteView {
    Objects.requireNonNull(name, "name");
    launch = List.copyOf(launch);
    Objects.requireNonNull(teacher, "teacher");
  }

  /** A route whose requests are not watched. */
  public RouteView(
      String name,
      List<String> launch,
      String teacher,
      @Nullable String student,
      @Nullable Rollout rollout) {
    this(name, launch, teacher, student, rollout, null);
  }

  /**
   * How far a student has come.
   *
   * @param state how it stands, such as {@code running}
   * @param share the canary's share in force
   * @param ofTheRules the share that the rules say
   * @param steps the shares to which evidence may raise it, rising
   * @param since when the last move was made
   * @param by who made it
   * @param reason why
   * @param evidence what is known, or null where the route has no gate
   */
  public record Rollout(
      String state,
      Share share,
      Share ofTheRules,
      List<Share> steps,
      Instant since,
      String by,
      String reason,
      @Nullable Evidence evidence) {
    public Rollout {
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(share, "share");
      Objects.requireNonNull(ofTheRules, "ofTheRules");
      steps = List.copyOf(steps);
      Objects.requireNonNull(since, "since");
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * What is known of a student, over all gateways.
   *
   * @param terms on which terms it is judged
   * @param judgement what the evidence comes to
   * @param begun when the evidence began: with another student, comparison or gate, and after a
   *     roll-back was undone, it begins anew
   */
  public record Evidence(Terms terms, Judgement judgement, Instant begun) {
    public Evidence {
      Objects.requireNonNull(terms, "terms");
      Objects.requireNonNull(judgement, "judgement");
      Objects.requireNonNull(begun, "begun");
    }
  }
}
