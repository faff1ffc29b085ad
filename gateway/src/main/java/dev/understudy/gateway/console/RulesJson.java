package dev.understudy.gateway.console;

import dev.understudy.gateway.edit.Applied;
import dev.understudy.gateway.edit.Checked;
import dev.understudy.gateway.edit.RouteChange;
import dev.understudy.gateway.edit.RulesText;
import dev.understudy.rules.preview.Calls;
import dev.understudy.rules.preview.Load;
import dev.understudy.rules.preview.Preview;
import dev.understudy.rules.yaml.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The file of rules, edits of it and what they would do, as JSON. */
final class RulesJson {
  private RulesJson() {}

  static JsonObject text(RulesText text) {
    return new JsonObject()
        .put("name", text.name())
        .put("text", text.text())
        .put("version", text.version())
        .put("problems", problems(text.problems()))
        .put("read_only", text.readOnly());
  }

  private static JsonArray problems(List<Problem> problems) {
    JsonArray json = new JsonArray();
    for (Problem problem : problems) {
      json.add(
          new JsonObject()
              .put("line", problem.line())
              .put("column", problem.column())
              .put("message", problem.message()));
    }
    return json;
  }

  static JsonObject checked(Checked checked) {
    JsonArray changes = new JsonArray();
    checked.changes().forEach(change -> changes.add(change(change)));
    return new JsonObject()
        .put("version", checked.version())
        .put("problems", problems(checked.problems()))
        .put("changes", changes);
  }

  private static JsonObject change(RouteChange change) {
    JsonArray parts = new JsonArray();
    for (RouteChange.Part part : change.parts()) {
      parts.add(
          new JsonObject()
              .put("name", part.name())
              .put("before", part.before())
              .put("after", part.after()));
    }
    return new JsonObject()
        .put("route", change.route())
        .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
        .put("parts", parts)
        .put("evidence_begins_anew", change.evidenceBeginsAnew());
  }

  static JsonObject applied(Applied applied) {
    JsonObject json =
        new JsonObject()
            .put("outcome", applied.outcome().name().toLowerCase(Locale.ROOT))
            .put("version", applied.version());
    return applied.messages().isEmpty()
        ? json
        : json.put("error", String.join("\n", applied.messages()))
            .put("messages", new JsonArray(applied.messages()));
  }

  static JsonObject preview(Preview preview) {
    JsonArray moves = new JsonArray();
    for (Preview.Move move : preview.moves()) {
      moves.add(
          new JsonObject()
              .put("old_route", move.way().oldRoute())
              .put("new_route", move.way().newRoute())
              .put("old_upstream", move.way().oldUpstream())
              .put("new_upstream", move.way().newUpstream())
              .put("requests", move.requests())
              .put("users", move.users()));
    }
    JsonArray kept = new JsonArray();
    for (Preview.Kept each : preview.kept()) {
      kept.add(
          new JsonObject()
              .put("route", each.reason().route())
              .put("shadow", each.reason().shadow())
              .put("why", each.reason().why())
              .put("requests", each.requests()));
    }
    JsonArray loads = new JsonArray();
    preview.loads().forEach(load -> loads.add(load(load, preview.span())));
    return new JsonObject()
        .put("requests", preview.requests())
        .put("files", preview.files())
        .put("older_left_out", preview.olderLeftOut())
        .put("left_out", new JsonArray(preview.leftOut()))
        .put("from", preview.from().toString())
        .put("to", preview.to().toString())
        .put("moved_requests", preview.movedRequests())
        .put("users", preview.users())
        .put("moved_users", preview.movedUsers())
        .put("moves", moves)
        .put("loads", loads)
        .put("kept", kept)
        .put("unrecorded_headers", new JsonArray(List.copyOf(new TreeSet<>(preview.unrecorded()))));
  }

  private static JsonObject load(Load load, Duration span) {
    return new JsonObject()
        .put("upstream", load.upstream().name())
        .put("served", calls(load.served(), span))
        .put("shadow", calls(load.shadow(), span))
        .put("shadow_usd_per_hour", load.shadowUsdPerHour(span));
  }

  private static JsonObject calls(Calls calls, Duration span) {
    return new JsonObject()
        .put("requests", calls.count())
        .put("per_second", calls.perSecond(span))
        .put("peak_per_second", calls.peakPerSecond(span));
  }
}
