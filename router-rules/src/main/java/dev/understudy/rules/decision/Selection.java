package dev.understudy.rules.decision;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Route;
import dev.understudy.rules.expression.Condition;
import dev.understudy.rules.request.RequestFacts;
import org.jspecify.annotations.Nullable;

/**
 * Tells which of the requests that are dealt to a route's student it is asked. What costs least is
 * asked first: a condition, what the student was trained on, a learned router.
 */
final class Selection {
  private final @Nullable Condition stated;
  private final @Nullable Familiarity trained;
  private final @Nullable Easiness learned;

  private Selection(
      @Nullable Condition stated, @Nullable Familiarity trained, @Nullable Easiness learned) {
    this.stated = stated;
    this.trained = trained;
    this.learned = learned;
  }

  /** What the route's rules say, and the files that they name. */
  static Selection of(Route route, Learned files) {
    Hybrid hybrid = route.launch().hybrid();
    if (hybrid == null) {
      return new Selection(null, null, null);
    }
    Easy easy = hybrid.easy();
    return new Selection(
        easy instanceof Easy.Stated said ? said.condition() : null,
        hybrid.trainedOn() == null
            ? null
            : files.trained().getOrDefault(route.name(), Familiarity.NONE),
        easy instanceof Easy.Learned
            ? files.easy().getOrDefault(route.name(), Easiness.NONE)
            : null);
  }

  /** Why the request, whose body is a JSON object, is kept from the student; null if it is not. */
  @Nullable Withheld withheld(RequestFacts request) {
    if (stated != null && !stated.holds(request)) {
      return Withheld.HARD;
    }
    if (trained == null && learned == null) {
      return null;
    }
    byte[] bytes = request.bytes();
    if (bytes != null && bytes.length > Learned.MOST_BYTES) {
      return trained == null ? Withheld.HARD : Withheld.UNTRAINED_LENGTH;
    }
    if (trained != null) {
      Withheld lacking =
          bytes == null ? Withheld.UNTRAINED_SHAPE : trained.lacking(bytes, request.path());
      if (lacking != null) {
        return lacking;
      }
    }
    return learned == null || learned.isEasy(request) ? null : Withheld.HARD;
  }
}
