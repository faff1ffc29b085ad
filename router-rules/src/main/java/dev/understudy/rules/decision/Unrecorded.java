package dev.understudy.rules.decision;

import dev.understudy.rules.Recording;
import dev.understudy.rules.Route;
import dev.understudy.rules.request.RequestFacts;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why nothing is recorded of a request's exchanges. */
public enum Unrecorded {
  /** Its client wants it so, and the route lets it. */
  OPTED_OUT,
  /** It is not among the sample that the route records. */
  SAMPLED_OUT;

  /**
   * The header by which a client keeps one request out of the records, where the route allows it:
   * {@code off}. Any other value has no effect.
   */
  public static final String HEADER = "x-understudy-capture";

  private static final String OFF = "off";

  /** The word used in metrics, such as {@code opted_out}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Why nothing is recorded of that request under that route; null where something is. */
  public static @Nullable Unrecorded of(Route route, RequestFacts request) {
    Recording recording = route.recording();
    if (recording.optOut() && OFF.equals(request.header(HEADER))) {
      return OPTED_OUT;
    }
    long threshold = recording.sample().threshold();
    return threshold == Bucket.COUNT
            || Bucket.dealing(route.name(), "capture").of(request.id()) < threshold
        ? null
        : SAMPLED_OUT;
  }
}
