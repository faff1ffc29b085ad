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
  /** The titles above {@link #row}. */
  static final String TITLES =
      "  share  teacher  student   compared  different   rate  interval          good enough"
          + "    harmful  evidence says";

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

  /** How many answers of the student were compared, in the whole rollout. */
  int compared() {
    return metric("different").path("observations_in_all").asInt();
  }

  /**
   * A line of the table.
   *
   * @param byTeacher answers that clients got from the teacher so far
   * @param byStudent from the student
   */
  String row(int byTeacher, int byStudent) {
    JsonNode different = metric("different");
    return String.format(
        Locale.ROOT,
        "  %5s  %7d  %7d   %8d  %9d  %4.1f%%  %4.1f%% to %5.1f%%   %4.1f of %3.0f  %4.1f of %3.0f  %s",
        share(),
        byTeacher,
        byStudent,
        different.path("observations").asInt(),
        different.path("bad").asInt(),
        100 * different.path("rate").asDouble(),
        100 * different.path("rate_low").asDouble(),
        100 * different.path("rate_high").asDouble(),
        least("pass_wealth"),
        different.path("pass_shown_at").asDouble(),
        most("harm_wealth"),
        different.path("harm_shown_at").asDouble(),
        verdict());
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
