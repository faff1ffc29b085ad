package dev.understudy.bench.traffic;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A chat completion request of a fixed size, as an SDK sends it, different each time. */
public final class ChatRequest {
  private final byte[] head;
  private final Template body;
  private final Ask ask;

  /**
   * A request for one address.
   *
   * @param ask what the teacher shall answer
   * @param bodyBytes how long the body is
   * @param authority the {@code host} header
   * @param headers what the proxy in between needs to be told
   */
  public ChatRequest(Ask ask, int bodyBytes, String authority, Map<String, String> headers) {
    this.ask = ask;
    this.body =
        Template.ofBytes(
            "{\"model\":\""
                + ask.model()
                + "\",\"stream\":"
                + ask.streamed()
                + (ask.streamed() ? ",\"stream_options\":{\"include_usage\":true}" : "")
                + ",\"temperature\":0.2,\"max_tokens\":1024,\"user\":\"user-#\",\"messages\":["
                + "{\"role\":\"system\",\"content\":\"You are a careful assistant.\"},"
                + "{\"role\":\"user\",\"content\":\"~\"}]}",
            bodyBytes);
    StringBuilder lines = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\n");
    lines
        .append("host: ")
        .append(authority)
        .append("\r\n")
        .append("accept: application/json\r\n")
        .append("content-type: application/json\r\n")
        .append("user-agent: OpenAI/JS 4.104.0\r\n")
        .append("x-stainless-lang: js\r\n")
        .append("x-stainless-runtime: node\r\n")
        .append("x-stainless-retry-count: 0\r\n")
        .append("authorization: Bearer sk-bench-0000000000000000000000000000000000000000\r\n");
    headers.forEach((name, value) -> lines.append(name).append(": ").append(value).append("\r\n"));
    lines.append("content-length: ").append(bodyBytes).append("\r\n\r\n");
    this.head = lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** What the teacher is asked for. */
  public Ask ask() {
    return ask;
  }

  /** How many bytes one request takes on the wire. */
  public int bytes() {
    return head.length + body.bytes();
  }

  /** Appends one request. */
  public void append(ByteBuf out, long number, Corpus corpus) {
    out.writeBytes(head);
    body.append(out, number, corpus);
  }
}
