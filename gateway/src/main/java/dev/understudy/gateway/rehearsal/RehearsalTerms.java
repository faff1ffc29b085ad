package dev.understudy.gateway.rehearsal;

import dev.understudy.diff.AnswerComparator;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Role;
import dev.understudy.gateway.student.Guard;
import dev.understudy.gateway.upstream.Destination;
import dev.understudy.rules.Route;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How the requests of one route are asked once more, or what was withheld of them is compared.
 *
 * @param rule the route
 * @param fingerprint of the route's student, comparison and gate, under which evidence counts
 * @param role {@link Role#SHADOW} for the student, {@link Role#ECHO} for the teacher, {@link
 *     Role#ESCALATED} for a student's answer that was withheld
 * @param to who is asked
 * @param guard keeps calls that would fail, or would be too many, from being made
 * @param budget what they may take
 * @param comparator judges the answers
 * @param redaction takes out of records what must not be stored, or null
 * @param counters counts them
 */
public record RehearsalTerms(
    Route rule,
    String fingerprint,
    Role role,
    Destination to,
    Guard guard,
    ShadowBudget budget,
    AnswerComparator comparator,
    @Nullable UnaryOperator<Entry> redaction,
    ShadowCounters counters) {
  /** The route's name. */
  String route() {
    return rule.name();
  }
}
