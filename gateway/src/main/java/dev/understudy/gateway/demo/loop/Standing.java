package dev.understudy.gateway.demo.loop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Locale;

/**
 * How a route's student stands, as the admin port tells it.
 *
 * @param route what {@code /routes/NAME} says
 */
record Standing(JsonNode route) {
  private static final String COLUMNS = "  %5s  %7s  %7s  %8s  %9s  %5s  %-14s  %11s  %11s  %s";

  /** The share in force, such as {@code 20%}. */
  String share() {
    return route.path("share").asText();
  }

  /** Such as {@code running} and {@code rolled_back}. */
  String state() {
    return route.path("state").asText();
  }

  /** Why the share is what it is. */
  String reason() {
    return route.path("reason").asText();
  }

  /** Whether the evidence says neither that the student is within the limits nor beyond one. */
  boolean isOpen() {
    return outcome().equals("continue");
  }

  /** Whether the evidence says that the student is within all limits. */
  boolean isGoodEnough() {
    return outcome().equals("promote");
  }

  private String outcome() {
    return evidence().path("outcome").asText();
  }

  /** How many of the student's calls came to something: to a comparison, or to a failure. */
  int settled() {
    return metric("different").path("observations_in_all").asInt()
        + metric("failed").path("bad_in_all").asInt();
  }

  /** The line above {@link #row}. */
  static String titles() {
    return COLUMNS.formatted(
        "share",
        "teacher",
        "student",
        "compared",
        "different",
        "rate",
        "between",
        "good odds",
        "harm odds",
        "shown");
  }

  /**
   * A line of the table.
   *
   * @param byTeacher answers that clients got from the teacher so far
   * @param byStudent from the student
   */
  String row(int byTeacher, int byStudent) {
    JsonNode different = metric("different");
    return COLUMNS.formatted(
        share(),
        byTeacher,
        byStudent,
        different.path("observations").asInt(),
        different.path("bad").asInt(),
        percent(different.path("rate")),
        percent(different.path("rate_low")) + " - " + percent(different.path("rate_high")),
        odds(least("pass_wealth"), different.path("pass_shown_at")),
        odds(most("harm_wealth"), different.path("harm_shown_at")),
        verdict());
  }

  private static String percent(JsonNode fraction) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * fraction.asDouble());
  }

  private static String odds(double now, JsonNode shownAt) {
    String shown = now < 1_000 ? String.format(Locale.ROOT, "%.1f", now) : "1000+";
    return String.format(Locale.ROOT, "%s of %.0f", shown, shownAt.asDouble());
  }

  private String verdict() {
    return switch (outcome()) {
      case "continue" -> "not enough yet";
      case "promote" -> "good enough";
      case "roll_back" -> "harmful";
      default -> outcome();
    };
  }

  private JsonNode evidence() {
    return route.path("evidence");
  }

  private JsonNode metric(String word) {
    for (JsonNode metric : evidence().path("metrics")) {
      if (metric.path("metric").asText().equals(word)) {
        return metric;
      }
    }
    return MissingNode.getInstance();
  }

  /** All metrics have to be shown good enough, so the slowest counts. */
  private double least(String figure) {
    double least = Double.POSITIVE_INFINITY;
    for (JsonNode metric : evidence().path("metrics")) {
      least = Math.min(least, metric.path(figure).asDouble());
    }
    return least;
  }

  /** One metric suffices to show harm. */
  private double most(String figure) {
    double most = 0;
    for (JsonNode metric : evidence().path("metrics")) {
      most = Math.max(most, metric.path(figure).asDouble());
    }
    return most;
  }
}
