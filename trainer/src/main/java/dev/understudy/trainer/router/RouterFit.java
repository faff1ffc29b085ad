package dev.understudy.trainer.router;

import dev.understudy.diff.label.LabelReader;
import dev.understudy.rules.router.CurvePoint;
import dev.understudy.rules.router.LearnedRouter;
import dev.understudy.rules.router.RouterCard;
import dev.understudy.rules.router.TrainedRouter;
import dev.understudy.trainer.mining.SampleRank;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fits a router to what a dark launch told.
 *
 * @param trained the router, with its card
 * @param quality how well it does on the held-out requests
 * @param left how many compared requests were left out, and why
 */
public record RouterFit(TrainedRouter trained, Quality quality, LeftOut left) {
  private static final double UNIT = 0x1p-53;

  /**
   * Fits one.
   *
   * @param labels reads the label of an answer where people said what is right
   * @param now when it is made
   * @throws IOException if captures cannot be read, or do not tell enough; the message says what to
   *     do
   */
  public static RouterFit of(
      Selection selection, FitSettings settings, LabelReader labels, Instant now)
      throws IOException {
    RouteTraffic traffic =
        RouteTraffic.read(selection, settings.reader(), labels, settings.seed(), settings.most());
    List<ComparedRequest> compared = traffic.compared();
    LeftOut left = LeftOut.of(traffic);
    List<Judged> judged = compared.stream().map(ComparedRequest::judged).toList();
    Enough.require(selection, traffic.verdicts(), judged, left);

    List<ComparedRequest> learned = new ArrayList<>();
    List<ComparedRequest> heldOut = new ArrayList<>();
    compared.forEach(each -> (isHeldOut(each, settings) ? heldOut : learned).add(each));
    requireBoth("learn from", learned);
    requireBoth("measure on", heldOut);
    CrossFit.Fitted fitted = new CrossFit(settings.reader(), settings.seed()).fit(learned);
    LearnedRouter router = fitted.router();

    List<ScoredRequest> scored =
        heldOut.stream()
            .map(each -> new ScoredRequest(router.score(each.features()), each.judged()))
            .toList();
    List<ScoredRequest> crossFitted = new ArrayList<>();
    for (int i = 0; i < learned.size(); i++) {
      crossFitted.add(new ScoredRequest(fitted.scores().get(i), learned.get(i).judged()));
    }
    // Whoever is right: how many scores lie below a threshold is the surer the more there are.
    double[] scores =
        Stream.of(
                scored.stream().map(ScoredRequest::score),
                traffic.others().stream().map(router::score),
                fitted.scores().stream())
            .flatMap(each -> each)
            .mapToDouble(Double::doubleValue)
            .toArray();
    Quality quality = Quality.of(new QualityCurve(scored, crossFitted, scores), settings.goal());
    RouterCard card =
        new RouterCard(
            selection.route(),
            traffic.verdicts().student(),
            traffic.verdicts().versions(),
            now,
            counts(learned, heldOut),
            new RouterCard.Quality(quality.auc(), quality.calibrationError()),
            quality.threshold(settings.goal()),
            quality.curve());
    return new RouterFit(new TrainedRouter(card, router), quality, left);
  }

  /** Those that a router cannot tell apart are held out together. */
  private static boolean isHeldOut(ComparedRequest request, FitSettings settings) {
    long rank = SampleRank.of(settings.seed(), request.lookalikes());
    return (rank >>> 11) * UNIT < settings.holdOut();
  }

  private static void requireBoth(String what, List<ComparedRequest> requests) throws IOException {
    long right = requests.stream().filter(each -> each.judged().isAsGood()).count();
    if (right == 0 || right == requests.size()) {
      throw new IOException(
          ("of the %,d requests to %s the student has %,d right: some must be right and some"
                  + " wrong; choose another --hold-out or --seed, or go on with the dark launch")
              .formatted(requests.size(), what, right));
    }
  }

  private static RouterCard.Counts counts(
      List<ComparedRequest> learned, List<ComparedRequest> heldOut) {
    List<Judged> all = new ArrayList<>();
    learned.forEach(each -> all.add(each.judged()));
    heldOut.forEach(each -> all.add(each.judged()));
    return new RouterCard.Counts(
        learned.size(),
        heldOut.size(),
        (int) all.stream().filter(Judged::isAsGood).count(),
        (int) all.stream().filter(each -> each.gold() != null).count());
  }

  /** What the threshold comes to. */
  public CurvePoint chosen() {
    return quality.chosen();
  }
}
