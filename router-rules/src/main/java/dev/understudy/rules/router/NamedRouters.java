package dev.understudy.rules.router;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.Hybrid.Easy;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.decision.Easiness;
import dev.understudy.rules.request.RequestBody;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The learned routers that rules name, read and ready to tell easy requests from hard ones. */
public final class NamedRouters {
  private NamedRouters() {}

  /**
   * What the routers tell, by the name of the route that names one. A request without a JSON body
   * is hard: they have nothing to read in it.
   *
   * @throws UnreadableRouter if a file is missing or damaged; the message says which, where and
   *     what to do
   */
  public static Map<String, Easiness> of(Rules rules) throws UnreadableRouter {
    Map<String, Easiness> learned = new HashMap<>();
    for (Route route : rules.routes()) {
      Easiness easiness = of(route);
      if (easiness != null) {
        learned.put(route.name(), easiness);
      }
    }
    return learned;
  }

  /**
   * What the router of one route tells, or null where its rules name none.
   *
   * @throws UnreadableRouter as above, or if it was made for another route or student
   */
  public static @Nullable Easiness of(Route route) throws UnreadableRouter {
    Hybrid hybrid = route.launch().hybrid();
    return hybrid != null && hybrid.easy() instanceof Easy.Learned easy ? read(route, easy) : null;
  }

  private static Easiness read(Route route, Easy.Learned easy) throws UnreadableRouter {
    TrainedRouter read = RouterFile.read(easy.file());
    checkMadeFor(route, easy.file(), read.card());
    LearnedRouter router = read.router();
    Double said = easy.threshold();
    double threshold = said == null ? read.card().threshold().value() : said;
    return easiness(router, threshold);
  }

  /** What one student gets right tells nothing of another. */
  private static void checkMadeFor(Route route, Path file, RouterCard card)
      throws UnreadableRouter {
    String student = route.student() == null ? "none" : route.student().name();
    if (!card.route().equals(route.name()) || !card.student().equals(student)) {
      throw new UnreadableRouter(
          ("%s: it was made for route '%s' and student '%s', and is named by route '%s' with student"
                  + " '%s'; make one for these: understudy router fit")
              .formatted(file, card.route(), card.student(), route.name(), student),
          null);
    }
  }

  private static Easiness easiness(LearnedRouter router, double threshold) {
    return request -> {
      RequestBody body = request.body();
      byte[] bytes = request.bytes();
      return body != null
          && bytes != null
          && router.score(bytes, request.path(), body) >= threshold;
    };
  }
}
