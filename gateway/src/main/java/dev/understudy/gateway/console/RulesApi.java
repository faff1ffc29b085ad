package dev.understudy.gateway.console;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Answers;
import dev.understudy.gateway.access.Caller;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.admin.RouteDesk;
import dev.understudy.gateway.admin.RouteJson;
import dev.understudy.gateway.console.Replies.Reply;
import dev.understudy.gateway.edit.Applied;
import dev.understudy.gateway.edit.RulesDesk;
import dev.understudy.gateway.edit.RulesText;
import dev.understudy.rules.preview.UnreadableCaptures;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /console/api/rules}: shows the file, tells what an edited text would change, and puts it
 * in place.
 */
final class RulesApi {
  private static final Logger log = LoggerFactory.getLogger(RulesApi.class);
  private static final long MOST_BODY_BYTES = 2 * 1024 * 1024;
  private static final int MOST_REASON_CHARS = 500;
  private static final long PREVIEW_MINUTES = 5;

  private final Access access;
  private final RulesDesk rules;
  private final RouteDesk desk;
  private final Replies replies;
  private final WorkerExecutor previewer;
  private final AtomicBoolean previewing = new AtomicBoolean();

  RulesApi(Vertx vertx, Access access, RulesDesk rules, RouteDesk desk, Replies replies) {
    this.access = access;
    this.rules = rules;
    this.desk = desk;
    this.replies = replies;
    this.previewer =
        vertx.createSharedWorkerExecutor(
            "understudy-rules-preview", 1, PREVIEW_MINUTES, TimeUnit.MINUTES);
  }

  void mount(Router router) {
    router.get("/console/api/rules").handler(call -> replies.answer(call, this::shown));
    posts(router, "check", Role.OPERATOR, this::check);
    posts(router, "preview", Role.OPERATOR, this::preview);
    posts(router, "apply", Role.OPERATOR, this::apply);
  }

  private void posts(Router router, String action, Role role, Consumer<RoutingContext> handler) {
    router
        .post("/console/api/rules/" + action)
        .handler(Doorkeeper.needs(role))
        .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES))
        .handler(handler::accept);
  }

  private Reply shown() throws IOException {
    RulesText text = rules.text();
    JsonObject inForce = RouteJson.rules(desk.rules());
    return Reply.ok(
        new JsonObject()
            .put("in_force", inForce)
            .put("file", text == null ? null : RulesJson.text(text)));
  }

  private void check(RoutingContext call) {
    Edit edit = edit(call);
    if (edit != null) {
      replies.answer(call, () -> Reply.ok(RulesJson.checked(rules.check(edit.text()))));
    }
  }

  /** Plays captured requests through; one at a time, as it may take long. */
  private void preview(RoutingContext call) {
    Edit edit = edit(call);
    if (edit == null) {
      return;
    }
    if (!previewing.compareAndSet(false, true)) {
      Answers.problem(call, 429, "another preview is under way; try again when it is done");
      return;
    }
    access.looked(Caller.of(call), "preview of rules", "captures");
    replies
        .answer(call, previewer, () -> previewed(edit.text()))
        .onComplete(any -> previewing.set(false));
  }

  private Reply previewed(String text) {
    try {
      return Reply.ok(RulesJson.preview(rules.preview(text)));
    } catch (UnreadableCaptures | IOException | IllegalStateException why) {
      return Reply.problem(422, String.valueOf(why.getMessage()));
    }
  }

  private void apply(RoutingContext call) {
    Edit edit = edit(call);
    if (edit != null) {
      String by = Caller.of(call).name();
      replies.answer(
          call,
          () -> {
            Applied applied = rules.apply(edit.text(), edit.version(), by, edit.reason());
            return new Reply(status(applied.outcome()), RulesJson.applied(applied));
          });
    }
  }

  private static int status(Applied.Outcome outcome) {
    return switch (outcome) {
      case IN_FORCE -> 200;
      case CHANGED_MEANWHILE -> 409;
      case REFUSED -> 422;
      case NOT_WRITTEN -> 403;
    };
  }

  /** An edited text, the version it was made from and why; the last two may be empty. */
  private record Edit(String text, String version, String reason) {}

  /** The edit in the body, or null after a problem was answered. */
  private @Nullable Edit edit(RoutingContext call) {
    if (!rules.hasFile()) {
      Answers.problem(
          call, 409, "this gateway has no file of rules to edit; start it with --rules FILE");
      return null;
    }
    try {
      JsonObject body = call.body().asJsonObject();
      if (body != null
          && body.getValue("text") instanceof String text
          && body.getValue("version", "") instanceof String version
          && body.getValue("reason", "") instanceof String reason
          && reason.length() <= MOST_REASON_CHARS) {
        return new Edit(text, version, reason.replaceAll("\\p{Cntrl}", " "));
      }
    } catch (DecodeException | ClassCastException notAnObject) {
      log.atDebug().log("body of an edit is no JSON object");
    }
    Answers.problem(
        call,
        400,
        ("expected {\"text\": \"...\", \"version\": \"...\", \"reason\": \"...\"} with a reason of"
                + " at most %d characters")
            .formatted(MOST_REASON_CHARS));
    return null;
  }
}
