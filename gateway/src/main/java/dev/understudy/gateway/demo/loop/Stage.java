package dev.understudy.gateway.demo.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.gateway.demo.client.Operator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/** The student on live traffic: calls are made, and after each few it is told how it stands. */
final class Stage {
  private static final String ROUTE = "/routes/" + DeskFiles.NAME;
  private static final Duration COMPARING = Duration.ofSeconds(15);
  private static final int MOST_EXAMPLES = 2;

  private final Traffic traffic;
  private final Operator operator;
  private final PrintWriter out;
  private int byTeacher;
  private int byStudent;
  private int settled;

  Stage(Traffic traffic, Operator operator, PrintWriter out) {
    this.traffic = traffic;
    this.operator = operator;
    this.out = out;
  }

  /**
   * Makes calls and prints a table until the student stands as awaited, or there are no more calls.
   *
   * @param calls at most so many
   * @param callsPerRow after how many the table gets a row
   * @return how it stands in the end
   */
  Standing play(int calls, int callsPerRow, Predicate<Standing> awaited)
      throws IOException, InterruptedException {
    byTeacher = 0;
    byStudent = 0;
    out.printf("%n%s%n", Standing.titles());
    Standing standing = look();
    for (int made = 0; made < calls && !awaited.test(standing); made += callsPerRow) {
      Map<String, Integer> answers = traffic.send(callsPerRow);
      int rehearsed = answers.getOrDefault("large", 0);
      byTeacher += rehearsed;
      byStudent += answers.getOrDefault("small", 0);
      standing = onceCompared(rehearsed);
      out.println(standing.row(byTeacher, byStudent));
      out.flush();
    }
    return standing;
  }

  /** How it stands once the last calls were compared, or a little later where some never are. */
  private Standing onceCompared(int rehearsed) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    JsonNode route =
        operator.await(
            ROUTE,
            seen ->
                new Standing(seen).settled() >= settled + rehearsed
                    || System.nanoTime() - begun > COMPARING.toNanos(),
            "the student's answers to be compared");
    Standing standing = new Standing(route);
    settled = standing.settled();
    return standing;
  }

  private Standing look() throws IOException, InterruptedException {
    return new Standing(operator.look(ROUTE));
  }

  /** Prints some messages that teacher and student sorted differently. */
  void showExamples() throws IOException, InterruptedException {
    int shown = 0;
    for (JsonNode comparison : operator.look(ROUTE + "/comparisons").path("differing")) {
      Message message = traffic.of(comparison.path("request_id").asText());
      JsonNode topic = comparison.path("differences").path(0);
      if (message != null && shown++ < MOST_EXAMPLES) {
        out.printf(
            "%n  teacher %s, student %s:%n    %s%n",
            topic.path("teacher").asText(), topic.path("student").asText(), message.text());
      }
    }
    out.flush();
  }
}
