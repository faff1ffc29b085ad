package dev.understudy.gateway.judging;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.text.Marks;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.prompt.PromptReader;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.WholeExchanges;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was said in a disagreement: the conversation and both answers; null where one is not to be
 * had, as it was dropped, erased or expired.
 */
record CaseTexts(@Nullable SaidAnswer teacher, @Nullable SaidAnswer student) {
  private static final int EXPECTED = 2;
  private static final Set<String> STUDENTS = Set.of("shadow", "escalated");

  /** Looks it up; may take seconds. */
  static CaseTexts find(Case one, WholeExchanges exchanges) throws IOException {
    SaidAnswer teacher = null;
    SaidAnswer student = null;
    for (ObjectNode row : exchanges.ofRequest(one.requestId(), EXPECTED)) {
      String role = row.path("role").asText();
      if (role.equals("primary")) {
        teacher = SaidAnswer.of(row);
      } else if (STUDENTS.contains(role)
          && row.path("upstream").asText().equals(one.comparison().student())) {
        student = SaidAnswer.of(row);
      }
    }
    return new CaseTexts(teacher, student);
  }

  /** As the page shows it. */
  JsonObject json() {
    String ours = teacher == null ? "" : teacher.shown();
    String theirs = student == null ? "" : student.shown();
    boolean isJson = SaidAnswer.isJson(ours) && SaidAnswer.isJson(theirs);
    String one = isJson ? SaidAnswer.pretty(ours, ours) : ours;
    String other = isJson ? SaidAnswer.pretty(theirs, theirs) : theirs;
    boolean areBoth = teacher != null && student != null;
    Marks marks = areBoth ? Marks.between(one, other) : new Marks(List.of(), List.of());
    return new JsonObject()
        .put("prompt", prompt())
        .put("teacher", teacher == null ? null : answer(teacher.row(), one, marks.one(), isJson))
        .put(
            "student",
            student == null ? null : answer(student.row(), other, marks.other(), isJson));
  }

  private JsonArray prompt() {
    ObjectNode row = teacher != null ? teacher.row() : student != null ? student.row() : null;
    return row == null ? new JsonArray() : Conversations.json(row);
  }

  private static JsonObject answer(
      ObjectNode row, String text, List<Marks.Run> marks, boolean isJson) {
    JsonArray runs = new JsonArray();
    marks.forEach(run -> runs.add(new JsonArray().add(run.from()).add(run.to())));
    JsonObject answer = new JsonObject().put("text", text).put("marks", runs).put("json", isJson);
    Facts.copy(
        row,
        answer,
        "exchange_id",
        "upstream",
        "model_served",
        "status",
        "outcome",
        "finish_reason",
        "input_tokens",
        "output_tokens",
        "first_byte_ms",
        "duration_ms");
    return answer;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "CaseTexts[teacher=" + (teacher != null) + ", student=" + (student != null) + "]";
  }

  /** The conversation of an exchange, turn by turn. */
  static final class Conversations {
    private Conversations() {}

    static JsonArray json(ObjectNode row) {
      JsonArray turns = new JsonArray();
      turns(row).forEach(each -> turns.add(turn(each.role(), each.text(), each.rest())));
      return turns;
    }

    static List<Turn> turns(ObjectNode row) {
      PromptReader.Asked asked = PromptReader.asked(request(row));
      if (asked != null) {
        return asked.turns();
      }
      String input = row.path("input").textValue();
      return input == null ? List.of() : List.of(Turn.of("user", input));
    }

    private static CapturedRequest request(ObjectNode row) {
      return new CapturedRequest(
          row.path("api").textValue(),
          row.path("messages").textValue(),
          row.path("input").textValue(),
          row.path("request_body_encoding").isTextual()
              ? null
              : row.path("request_body").textValue(),
          row.path("body_truncated").asBoolean());
    }

    private static JsonObject turn(String role, @Nullable String text, @Nullable String rest) {
      return new JsonObject()
          .put("role", role)
          .put("text", text == null ? "" : text)
          .put("rest", rest == null ? null : SaidAnswer.pretty(rest, rest));
    }
  }
}
