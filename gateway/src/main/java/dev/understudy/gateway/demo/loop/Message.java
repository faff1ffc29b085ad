package dev.understudy.gateway.demo.loop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What somebody wrote to the support desk.
 *
 * @param text the message
 * @param topic what it is about
 */
record Message(String text, String topic) {
  /** The teacher's model. */
  static final String TEACHER = "practice-large";

  private static final String PROMPT =
      "You sort the mail of a shop's support desk. Answer in JSON with the key topic, which is one"
          + " of billing, delivery, fault, account, praise.";

  /** The call that asks a model for its topic. */
  ObjectNode call(String model) {
    ObjectNode call = JsonNodeFactory.instance.objectNode().put("model", model);
    call.putArray("messages").add(turn("system", PROMPT)).add(turn("user", text));
    return call;
  }

  /** The call with the teacher's answer, as the practice teacher reads it. */
  ObjectNode recorded() {
    return call(TEACHER).put("answer", answer());
  }

  /** What the teacher says to the call. */
  String answer() {
    return "{\"topic\": \"" + topic + "\"}";
  }

  private static ObjectNode turn(String role, String content) {
    return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
  }

  /** Without the text. */
  @Override
  public String toString() {
    return "Message[" + topic + "]";
  }
}
