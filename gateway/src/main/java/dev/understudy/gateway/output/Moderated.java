package dev.understudy.gateway.output;

import dev.understudy.exchange.Answer;
import dev.understudy.gateway.output.Moderation.Verdict;
import dev.understudy.rules.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What moderators said of a whole answer that is as it must be otherwise.
 *
 * @param failure what it fails, {@code moderation} or {@code unmoderated}, or null
 * @param untold whether a moderator that was asked told nothing
 */
public record Moderated(@Nullable String failure, boolean untold) {
  /** Whether some of these checks have a moderator asked about the answer. */
  public static boolean isNeeded(List<AnswerCheck> checks, Answer answer) {
    return checks.stream().anyMatch(check -> check.moderator() != null)
        && !AnswerTexts.of(answer).isEmpty();
  }

  /**
   * Asks all moderators of these checks at once, each of them once. The future never fails.
   *
   * @param patience how long it may take
   */
  public static Future<Moderated> by(
      List<AnswerCheck> checks, Answer answer, Moderation moderation, Duration patience) {
    List<String> texts = AnswerTexts.of(answer);
    Map<String, Future<Verdict>> asked = new LinkedHashMap<>();
    for (AnswerCheck check : checks) {
      Upstream moderator = check.moderator();
      if (moderator != null) {
        asked.computeIfAbsent(moderator.name(), name -> moderation.of(moderator, texts, patience));
      }
    }
    return Future.join(List.copyOf(asked.values())).map(all -> told(checks, asked));
  }

  private static Moderated told(List<AnswerCheck> checks, Map<String, Future<Verdict>> asked) {
    String failure = null;
    boolean untold = false;
    for (AnswerCheck check : checks) {
      Upstream moderator = check.moderator();
      Future<Verdict> verdict = moderator == null ? null : asked.get(moderator.name());
      if (verdict != null) {
        String failed = check.failure(verdict.result());
        failure = failure == null || "moderation".equals(failed) ? failed : failure;
        untold |= verdict.result() == Verdict.UNKNOWN;
      }
    }
    return new Moderated(failure, untold);
  }
}
