package dev.understudy.gateway.judging;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Difference;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.Group;
import dev.understudy.gateway.recent.GroupCount;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.Ruling;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Disagreements as JSON.
 *
 * @param withValues whether values of answers may be shown; their lengths always are
 */
record CaseJson(boolean withValues) {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int SHOWN_IN_LISTS = 120;

  JsonObject group(GroupCount counted) {
    Group group = counted.group();
    JsonObject json =
        new JsonObject()
            .put("number", counted.number())
            .put("kind", group.kind().word())
            .put("explanation", group.kind().explanation())
            .put("pointer", group.pointer())
            .put("what", group.what())
            .put("cases", counted.cases())
            .put("judged", counted.judged())
            .put("newest", counted.newest().time().toString());
    return group.hasValues() ? values(json, group.teacher(), group.student(), withValues) : json;
  }

  /** A case in a list: its first difference, and that in short. */
  JsonObject line(Case one, int number) {
    JsonObject json = facts(one, number);
    List<Difference> differences = one.comparison().differences();
    if (!differences.isEmpty()) {
      json.put("first", difference(differences.get(0), SHOWN_IN_LISTS));
    }
    return json.put("differences", differences.size());
  }

  /** A case with all its differences. */
  JsonObject whole(Case one, int number) {
    Comparison comparison = one.comparison();
    JsonArray differences = new JsonArray();
    comparison.differences().forEach(each -> differences.add(difference(each, Integer.MAX_VALUE)));
    Group group = one.group();
    JsonObject shared =
        new JsonObject()
            .put("number", number)
            .put("kind", group.kind().word())
            .put("explanation", group.kind().explanation())
            .put("pointer", group.pointer())
            .put("what", group.what());
    if (group.hasValues()) {
      values(shared, group.teacher(), group.student(), withValues);
    }
    return facts(one, number)
        .put("instance", comparison.instance())
        .put("rules_version", comparison.rulesVersion())
        .put("comparator", comparison.comparator())
        .put("remarks", new JsonArray(comparison.remarks()))
        .put("duration_delta_ms", millis(comparison.duration()))
        .put("first_byte_delta_ms", millis(comparison.firstByte()))
        .put("in_group", shared)
        .put("differences", differences);
  }

  private JsonObject facts(Case one, int number) {
    Comparison comparison = one.comparison();
    Ruling ruling = one.ruling();
    return new JsonObject()
        .put("id", one.requestId().toString())
        .put("compared_at", comparison.comparedAt().toString())
        .put("group", number)
        .put("student", comparison.student())
        .put("student_version", comparison.studentVersion())
        .put("score", comparison.score())
        .put("app", one.facts().app())
        .put("tags", withValues ? new JsonArray(one.facts().tags()) : new JsonArray())
        .put("confidence", one.facts().confidence())
        .put("ruling", ruling == null ? null : ruling.word());
  }

  private JsonObject difference(Difference difference, int longest) {
    return values(
        new JsonObject().put("pointer", difference.pointer()),
        cut(difference.teacher(), longest),
        cut(difference.student(), longest),
        difference.teacher(),
        difference.student());
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  private JsonObject values(
      JsonObject json,
      @Nullable String teacher,
      @Nullable String student,
      @Nullable String wholeTeacher,
      @Nullable String wholeStudent) {
    if (withValues) {
      json.put("teacher", teacher).put("student", student);
    }
    return json.put("teacher_length", length(wholeTeacher))
        .put("student_length", length(wholeStudent));
  }

  private static JsonObject values(
      JsonObject json, @Nullable String teacher, @Nullable String student, boolean withValues) {
    if (withValues) {
      json.put("teacher", teacher).put("student", student);
    }
    return json.put("teacher_length", length(teacher)).put("student_length", length(student));
  }

  private static @Nullable Integer length(@Nullable String text) {
    return text == null ? null : (Integer) text.length();
  }

  private static @Nullable Double millis(@Nullable Duration duration) {
    return duration == null ? null : (Double) (duration.toNanos() / NANOS_PER_MILLI);
  }

  /** From when what is shown is. */
  static JsonObject shown(RecentCaptures recent) {
    Instant stored = recent.storedUntil();
    return new JsonObject()
        .put("since", recent.since().toString())
        .put("stored_until", stored == null ? null : stored.toString())
        .put("stored_files_waiting", recent.storedFilesWaiting())
        .put("left_out", recent.left());
  }

  /** How far people have come with a list of groups. */
  static JsonObject progress(List<GroupCount> groups, @Nullable Integer group) {
    int cases = 0;
    int judged = 0;
    for (GroupCount each : groups) {
      if (group == null || group == each.number()) {
        cases += each.cases();
        judged += each.judged();
      }
    }
    return new JsonObject().put("judged", judged).put("cases", cases);
  }
}
