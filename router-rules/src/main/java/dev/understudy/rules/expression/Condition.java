package dev.understudy.rules.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.understudy.rules.request.RequestFacts;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A condition about a request as an expression in CEL, compiled and type-checked. Two with the same
 * text are equal. Any thread may ask.
 *
 * <p>The cost of asking is bounded: the text's size is, there are no loops, and patterns are
 * matched in linear time (RE2). So it is at most the expression's size times the length of what it
 * asks about.
 */
public final class Condition {
  private final String text;
  private final CelRuntime.Program program;
  private final Headers headers;
  private final boolean needsBody;
  private final LongAdder failures = new LongAdder();

  private Condition(String text, Language.Compiled compiled) {
    this.text = text;
    this.program = compiled.program();
    this.headers = compiled.headers();
    this.needsBody = compiled.variables().stream().anyMatch(each -> each.needsBody);
  }

  /**
   * The condition of that text, asked once already, so that the first request finds it warm.
   *
   * @throws UnreadableCondition when it is not CEL, names what does not exist, mixes types, is not
   *     true or false, or may cost too much
   */
  public static Condition of(String text) throws UnreadableCondition {
    Condition condition = new Condition(text, Language.compile(text));
    condition.outcome(Blank.REQUEST);
    return condition;
  }

  /** Whether the answer hangs on the request's body. */
  public boolean needsBody() {
    return needsBody;
  }

  /** Whether it holds for the request, whose body was read if that is needed. Never throws. */
  public boolean holds(RequestFacts request) {
    return evaluate(request) == Outcome.TRUE;
  }

  /**
   * What asking about the request gives; its body was read if that is needed. Failures are counted.
   * Never throws.
   */
  public Outcome evaluate(RequestFacts request) {
    Outcome outcome = outcome(request);
    if (outcome == Outcome.FAILED) {
      failures.increment();
    }
    return outcome;
  }

  /** How many evaluations failed since the condition was compiled. */
  public long failures() {
    return failures.sum();
  }

  private Outcome outcome(RequestFacts request) {
    try {
      Object value = program.eval(name -> Optional.ofNullable(value(name, request)));
      if (value instanceof Boolean holds) {
        return holds ? Outcome.TRUE : Outcome.FALSE;
      }
      return Outcome.FAILED;
    } catch (CelEvaluationException failed) {
      return failed.getErrorCode() == CelErrorCode.ATTRIBUTE_NOT_FOUND
          ? Outcome.ABSENT
          : Outcome.FAILED;
    } catch (RuntimeException failed) { // of the library; a rule must not fail a request
      return Outcome.FAILED;
    }
  }

  private @Nullable Object value(String name, RequestFacts request) {
    Variable variable = Variable.named(name);
    if (variable == Variable.HEADERS) {
      return headers.of(request);
    }
    return variable == null ? null : variable.of(request);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Condition that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The expression as written. */
  @Override
  public String toString() {
    return text;
  }
}
