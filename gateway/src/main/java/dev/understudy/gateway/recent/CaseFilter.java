package dev.understudy.gateway.recent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which disagreements are asked for; a null asks for any.
 *
 * @param group the number of their group
 * @param since compared then or later
 * @param until compared before then
 * @param app the application's name
 * @param tag a tag, {@code key=value}
 * @param leastConfidence the student was at least so sure
 * @param mostConfidence the student was at most so sure
 * @param judged whether a person said something of them
 */
public record CaseFilter(
    @Nullable Integer group,
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String app,
    @Nullable String tag,
    @Nullable Double leastConfidence,
    @Nullable Double mostConfidence,
    @Nullable Boolean judged) {
  /** All of them. */
  public static final CaseFilter ALL =
      new CaseFilter(null, null, null, null, null, null, null, null);

  /** The same whatever the group. */
  public CaseFilter ofAnyGroup() {
    return new CaseFilter(null, since, until, app, tag, leastConfidence, mostConfidence, judged);
  }

  /** The same whether judged or not. */
  public CaseFilter judgedOrNot() {
    return new CaseFilter(group, since, until, app, tag, leastConfidence, mostConfidence, null);
  }

  /** Whether a case is asked for, its group and time apart. */
  boolean takes(Case each) {
    CaseFacts facts = each.facts();
    return (judged == null || judged == (each.ruling() != null))
        && (app == null || app.equals(facts.app()))
        && (tag == null || facts.tags().contains(tag))
        && isSure(facts.confidence());
  }

  private boolean isSure(@Nullable Double confidence) {
    if (leastConfidence == null && mostConfidence == null) {
      return true;
    }
    return confidence != null
        && (leastConfidence == null || confidence >= leastConfidence)
        && (mostConfidence == null || confidence <= mostConfidence);
  }
}
