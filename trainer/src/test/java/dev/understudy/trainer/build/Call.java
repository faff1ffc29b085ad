package dev.understudy.trainer.build;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call of the chat API in the making, with something usual wherever a test does not care. */
public final class Call {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MODERATION =
      "You are a careful moderator. Tell whether the comment of a reader is toxic, as JSON with the"
          + " members is_bad and reason.";
  private static final String INTAKE =
      "Sort the following message of a customer into urgent (1) or not (0), as JSON with the members"
          + " is_bad and reason.\n\nThe message is: ";

  private final List<String> messages = new ArrayList<>();
  private String app = "moderation";
  private @Nullable String user;
  private @Nullable String session;
  private String upstream = "gpt-4";
  private @Nullable String mayTrain = "yes";
  private Role role = Role.PRIMARY;
  private Outcome outcome = Outcome.COMPLETE;
  private int status = 200;
  private String answer = "";
  private String finish = "stop";

  private final String text;

  private Call(String text) {
    this.text = text;
  }

  /** A comment to be judged. */
  public static Call moderation(String text) {
    Call call = new Call(text);
    call.says("system", MODERATION);
    call.says("user", "Comment of a reader: " + text + "\n\nAnswer with JSON alone.");
    return call;
  }

  /** A message to be sorted. */
  static Call intake(String text) {
    Call call = new Call(text);
    call.says("user", INTAKE + text);
    return call.app("intake");
  }

  /** Another one of the same task. */
  Call like(String other) {
    return app.equals("intake") ? intake(other) : moderation(other);
  }

  /** What was to be judged. */
  String text() {
    return text;
  }

  private void says(String who, String what) {
    messages.add(who);
    messages.add(what);
  }

  /** The messages of another call and what it was answered: the conversation goes on. */
  Call after(Call before) {
    messages.addAll(0, List.of("assistant", before.answer));
    messages.addAll(0, before.messages);
    session = before.session;
    return this;
  }

  Call app(String other) {
    app = other;
    return this;
  }

  public Call user(@Nullable String other) {
    user = other;
    return this;
  }

  Call session(@Nullable String other) {
    session = other;
    return this;
  }

  Call upstream(String other) {
    upstream = other;
    return this;
  }

  Call mayTrain(@Nullable String other) {
    mayTrain = other;
    return this;
  }

  Call role(Role other) {
    role = other;
    return this;
  }

  Call ends(Outcome how, int withStatus) {
    outcome = how;
    status = withStatus;
    return this;
  }

  public Call answers(String text) {
    answer = text;
    return this;
  }

  Call finish(String reason) {
    finish = reason;
    return this;
  }

  /** The messages asked, as a JSON array. */
  public String messagesJson() {
    return request().path("messages").toString();
  }

  /** What the gateway saw of it. */
  Exchange exchange(UUID requestId, UUID exchangeId, Instant at) {
    List<Header> headers = List.of(new Header("Content-Type", "application/json"));
    return new Exchange(
        requestId,
        exchangeId,
        role,
        at,
        "gateway-0",
        null,
        app,
        "teacher",
        null,
        app,
        user,
        session,
        null,
        upstream,
        mayTrain,
        "POST",
        "/v1/chat/completions",
        status,
        outcome,
        outcome == Outcome.COMPLETE ? null : "the upstream broke",
        Duration.ofMillis(80),
        Duration.ofMillis(400),
        headers,
        headers,
        body(request()),
        body(status == 200 ? response(at) : refused()));
  }

  private static Body body(ObjectNode json) {
    return Body.of(json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private ObjectNode request() {
    ObjectNode body = JSON.createObjectNode().put("model", "gpt-4o").put("temperature", 0);
    ArrayNode all = body.putArray("messages");
    for (int i = 0; i < messages.size(); i += 2) {
      all.addObject().put("role", messages.get(i)).put("content", messages.get(i + 1));
    }
    return body;
  }

  private ObjectNode response(Instant at) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("id", "chatcmpl-1")
            .put("object", "chat.completion")
            .put("created", at.getEpochSecond())
            .put("model", "gpt-4o-2024-08-06");
    ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", answer);
    choice.put("finish_reason", finish);
    int asked = messages.stream().mapToInt(String::length).sum() / 4;
    int answered = answer.length() / 4;
    body.putObject("usage")
        .put("prompt_tokens", asked)
        .put("completion_tokens", answered)
        .put("total_tokens", asked + answered);
    return body;
  }

  private static ObjectNode refused() {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("error").put("message", "too much").put("type", "server_error");
    return body;
  }
}
