package dev.understudy.rules.router;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.rules.router.RouterCard.Counts;
import dev.understudy.rules.router.RouterCard.Quality;
import dev.understudy.rules.router.RouterCard.Threshold;
import java.time.DateTimeException;
import java.time.Instant;

/** A router's card as members of its JSON. */
public final class CardJson {
  private CardJson() {}

  /** Adds a card's members. */
  public static void write(RouterCard card, ObjectNode json) {
    json.put("route", card.route()).put("student", card.student());
    card.studentVersions().forEach(json.putArray("student_versions")::add);
    json.put("created", card.created().toString());
    json.putObject("counts")
        .put("trained", card.counts().trained())
        .put("held_out", card.counts().heldOut())
        .put("right", card.counts().right())
        .put("gold", card.counts().gold());
    json.putObject("quality")
        .put("auc", card.quality().auc())
        .put("calibration_error", card.quality().calibrationError());
    Threshold threshold = card.threshold();
    json.putObject("threshold")
        .put("value", threshold.value())
        .put("wanted", threshold.wanted())
        .put("teacher_share", threshold.teacherShare())
        .put("agreement", threshold.agreement());
    json.putArray("curve");
    card.curve().forEach(point -> write(point, json.withArray("curve").addObject()));
  }

  /** Adds a point's members. */
  public static void write(CurvePoint point, ObjectNode json) {
    json.put("wanted_share", point.wantedShare())
        .put("teacher_share", point.teacherShare())
        .put("threshold", point.threshold())
        .put("agreement", point.agreement())
        .put("agreement_low", point.agreementLow())
        .put("agreement_high", point.agreementHigh())
        .put("recovered", point.recovered())
        .put("random_agreement", point.randomAgreement())
        .put("accuracy", point.accuracy())
        .put("accuracy_recovered", point.accuracyRecovered())
        .put("random_accuracy", point.randomAccuracy());
  }

  static RouterCard read(Members in) {
    return new RouterCard(
        in.text("route"),
        in.text("student"),
        in.texts("student_versions"),
        created(in.text("created")),
        in.checked("counts", CardJson::counts),
        in.checked(
            "quality", each -> new Quality(each.number("auc"), each.number("calibration_error"))),
        in.checked("threshold", CardJson::threshold),
        in.list("curve").stream().map(each -> each.checked(CardJson::point)).toList());
  }

  private static Instant created(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException none) {
      throw new IllegalArgumentException(
          "created must be a time such as 2026-01-31T12:00:00Z", none);
    }
  }

  private static Counts counts(Members in) {
    return new Counts(
        in.whole("trained"), in.whole("held_out"), in.whole("right"), in.whole("gold"));
  }

  private static Threshold threshold(Members in) {
    return new Threshold(
        in.number("value"), in.text("wanted"), in.number("teacher_share"), in.number("agreement"));
  }

  private static CurvePoint point(Members in) {
    return new CurvePoint(
        in.number("wanted_share"),
        in.number("teacher_share"),
        in.number("threshold"),
        in.number("agreement"),
        in.number("agreement_low"),
        in.number("agreement_high"),
        in.numberOrNull("recovered"),
        in.number("random_agreement"),
        in.numberOrNull("accuracy"),
        in.numberOrNull("accuracy_recovered"),
        in.numberOrNull("random_accuracy"));
  }
}
