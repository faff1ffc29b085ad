package dev.understudy.trainer.router.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.rules.router.CardJson;
import dev.understudy.trainer.router.ConfidenceFit;
import dev.understudy.trainer.router.Goal;
import dev.understudy.trainer.router.LeftOut;
import dev.understudy.trainer.router.Quality;
import dev.understudy.trainer.router.RouterFit;
import java.nio.file.Path;

/** What came of a fit, for machines: the members of a router's card, and more. */
final class FitJson {
  private static final JsonMapper JSON = new JsonMapper();

  private FitJson() {}

  /** Of a router. */
  static String of(RouterFit fit, Path file) {
    ObjectNode json = JSON.createObjectNode().put("file", file.toString());
    CardJson.write(fit.trained().card(), json);
    add(fit.quality(), fit.left(), json);
    return json.toPrettyString() + System.lineSeparator();
  }

  /** Of a threshold of confidence. */
  static String of(String route, ConfidenceFit fit, Goal goal) {
    ObjectNode json = JSON.createObjectNode().put("route", route).put("student", fit.student());
    fit.versions().forEach(json.putArray("student_versions")::add);
    Quality quality = fit.quality();
    json.putObject("counts")
        .put("compared", fit.compared())
        .put("measured", quality.requests())
        .put("right", fit.right())
        .put("gold", fit.gold());
    json.putObject("quality")
        .put("auc", quality.auc())
        .put("calibration_error", quality.calibrationError());
    json.putObject("threshold")
        .put("value", quality.chosen().threshold())
        .put("wanted", goal.words())
        .put("teacher_share", quality.teacherShare())
        .put("agreement", quality.chosen().agreement());
    json.putArray("curve");
    quality.curve().forEach(point -> CardJson.write(point, json.withArray("curve").addObject()));
    add(quality, fit.left(), json);
    return json.toPrettyString() + System.lineSeparator();
  }

  private static void add(Quality quality, LeftOut left, ObjectNode json) {
    if (quality.aucInterval() != null) {
      json.putArray("auc_interval")
          .add(quality.aucInterval().low())
          .add(quality.aucInterval().high());
    }
    CardJson.write(quality.chosen(), json.putObject("chosen"));
    json.put("traffic", quality.traffic()).put("share_margin", quality.shareMargin());
    left.counts().forEach(json.putArray("left_out")::add);
  }
}
