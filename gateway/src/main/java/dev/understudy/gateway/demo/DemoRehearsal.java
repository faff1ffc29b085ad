package dev.understudy.gateway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.gateway.demo.client.Operator;
import dev.understudy.gateway.demo.loop.RulesPart;
import dev.understudy.gateway.practice.PracticeTeacher;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A student that answers some prompts otherwise than its teacher: it serves some users and
 * rehearses for the others, until the evidence takes it back.
 */
final class DemoRehearsal {
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final int ROUNDS = 6;

  private final Operator operator;
  private final PrintWriter out;

  DemoRehearsal(Operator operator, PrintWriter out) {
    this.operator = operator;
    this.out = out;
  }

  /** The rules before the rehearsal: everything goes to the teacher. */
  static String rulesBefore() {
    return "version: 1\nroutes: []\n";
  }

  /** What the rehearsal has in the rules. */
  static RulesPart part(PracticeTeacher student) {
    return new RulesPart(
        """
          student: {url: "http://127.0.0.1:%d/v1", model: practice-small}
        """
            .formatted(student.port()),
        """
          - name: demo
            match: {path: /v1/chat/completions}
            teacher: teacher
            student: student
            sticky: header:x-user-id
            launch:
              canary: {share: 20%, steps: [20%, 50%, 100%]}
              dark: {share: 100%}
            gate: {different: {max: 5%}, failed: {max: 1%}}
        """);
  }

  /**
   * Edits the rules, makes calls, and tells what happened.
   *
   * @param rules the gateway's file of rules
   * @throws IllegalStateException where the student was not rolled back, or a call not answered
   */
  void show(PracticeTeacher student, Path rules, DemoCalls calls, URI baseUrl)
      throws IOException, InterruptedException {
    operator.edit(rules, part(student).alone());
    out.printf(
        "%nNow %s has a student. It serves 20%% of the users and rehearses for the others:%n%n",
        rules);
    out.flush();
    Map<String, Integer> served = calls.runAsUsers(baseUrl, ROUNDS);
    int byTeacher = served.getOrDefault("teacher", 0);
    JsonNode route = routeOnceRolledBack(byTeacher);
    JsonNode compared = route.path("comparisons");
    JsonNode example = operator.look("/routes/demo/comparisons").path("differing").path(0);
    JsonNode difference = example.path("differences").path(0);
    out.printf(
        "calls        %d answered by the teacher, %d by the student%n",
        byTeacher, served.getOrDefault("student", 0));
    out.printf(
        "comparisons  %d of the student's answers the same, %d different%n",
        compared.path("same").asInt(), compared.path("different").asInt());
    out.printf(
        "for example  %s: the teacher %s, the student %s (request %s)%n",
        difference.path("pointer").asText().isEmpty()
            ? "the whole"
            : difference.path("pointer").asText(),
        difference.path("teacher").asText(),
        difference.path("student").asText(),
        example.path("request_id").asText());
    out.printf(
        "rolled back  from %s to %s, as it was %s%n",
        route.path("share_of_rules").asText(),
        route.path("share").asText(),
        route.path("reason").asText());
    out.flush();
  }

  /** The route once its student was rolled back and, if that comes soon, all was compared. */
  private JsonNode routeOnceRolledBack(int rehearsed) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    return operator.await(
        "/routes/demo",
        route ->
            route.path("state").asText().equals("rolled_back")
                && (compared(route) >= rehearsed || System.nanoTime() - begun > SETTLING.toNanos()),
        "the student to be rolled back");
  }

  private static int compared(JsonNode route) {
    int all = 0;
    for (JsonNode verdict : route.path("comparisons")) {
      all += verdict.asInt();
    }
    return all;
  }
}
