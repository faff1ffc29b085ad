package dev.understudy.bench.dataset;

import java.util.List;

/**
 * One call of an application, before it is put on the wire.
 *
 * @param app the application
 * @param user the user's pseudonym
 * @param session the conversation
 * @param messages what was asked: the texts, the system's first, then the user's and the model's in
 *     turns
 * @param answer what was answered
 * @param finish why the answer ended
 */
record Call(
    String app, String user, String session, List<String> messages, String answer, String finish) {
  private static final String MODEL = "gpt-4o-2024-08-06";

  Call {
    messages = List.copyOf(messages);
  }

  /** The request's body. */
  String request() {
    StringBuilder body = new StringBuilder(1_024);
    body.append("{\"model\":\"gpt-4o\",\"temperature\":0.2,\"messages\":[");
    for (int i = 0; i < messages.size(); i++) {
      String role = i == 0 ? "system" : i % 2 == 1 ? "user" : "assistant";
      body.append(i == 0 ? "" : ",")
          .append("{\"role\":\"" + role + "\",\"content\":\"")
          .append(escaped(messages.get(i)))
          .append("\"}");
    }
    return body.append("]}").toString();
  }

  /** The answer's body. */
  String response(long number) {
    return "{\"id\":\"chatcmpl-"
        + Long.toString(number, Character.MAX_RADIX)
        + "\",\"object\":\"chat.completion\",\"created\":1767225600,\"model\":\""
        + MODEL
        + "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
        + escaped(answer)
        + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\""
        + finish
        + "\"}],\"usage\":{\"prompt_tokens\":"
        + request().length() / 5
        + ",\"completion_tokens\":"
        + (1 + answer.length() / 5)
        + "}}";
  }

  private static String escaped(String text) {
    return text.replace("\"", "\\\"").replace("\n", "\\n");
  }
}
