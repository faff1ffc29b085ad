package dev.understudy.rules;

import dev.understudy.rules.match.Match;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rule that speaks about some requests.
 *
 * @param name its name in columns and metrics
 * @param match the requests it speaks about
 * @param teacher the upstream that answers them
 * @param student the upstream that may take over, or null
 * @param launch how the two serve
 * @param sticky what decides a request's bucket
 * @param salt mixed into the bucket; another salt deals all keys anew
 * @param pin whether a client may choose teacher or student for one request by a header
 * @param compare how answers are compared
 * @param gate the condition under which evidence moves the route, or null
 * @param recording what is recorded of its requests
 * @param guard what happens to answers that are not as they must be, or null
 * @param drift how its requests are watched for drift, or null
 */
public record Route(
    String name,
    Match match,
    Upstream teacher,
    @Nullable Upstream student,
    Launch launch,
    Sticky sticky,
    String salt,
    boolean pin,
    Compare compare,
    @Nullable Gate gate,
    Recording recording,
    @Nullable OutputGuard guard,
    @Nullable DriftRule drift) {
  /** The name of the last route, which speaks about all requests that no other does. */
  public static final String DEFAULT = "default";

  public Route {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(match, "match");
    Objects.requireNonNull(teacher, "teacher");
    Objects.requireNonNull(launch, "launch");
    Objects.requireNonNull(sticky, "sticky");
    Objects.requireNonNull(salt, "salt");
    Objects.requireNonNull(compare, "compare");
    Objects.requireNonNull(recording, "recording");
    if (launch.needsStudent() && student == null) {
      throw new IllegalArgumentException("the launch '" + launch.word() + "' needs a student");
    }
  }

  /**
   * Whether a hybrid's student has its answers held back to be judged, by the hybrid or by the
   * guard; those that are withheld are compared with the teacher's.
   */
  public boolean judgesHybrid() {
    Hybrid hybrid = launch.hybrid();
    return hybrid != null && (hybrid.judges() || (guard != null && guard.withholds()));
  }

  /** A route without a guard, whose requests are not watched. */
  public Route(
      String name,
      Match match,
      Upstream teacher,
      @Nullable Upstream student,
      Launch launch,
      Sticky sticky,
      String salt,
      boolean pin,
      Compare compare,
      @Nullable Gate gate,
      Recording recording) {
    this(
        name, match, teacher, student, launch, sticky, salt, pin, compare, gate, recording, null,
        null);
  }

  /** A route to the teacher alone. */
  public static Route toTeacher(String name, Match match, Upstream teacher) {
    return new Route(
        name,
        match,
        teacher,
        null,
        Launch.TEACHER,
        Sticky.REQUEST,
        name,
        false,
        Compare.AUTO,
        null,
        Recording.USUAL);
  }

  /** The last route. */
  public static Route toDefault(Upstream teacher) {
    return toTeacher(DEFAULT, Match.ALL, teacher);
  }
}
