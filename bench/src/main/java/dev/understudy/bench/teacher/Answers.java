package dev.understudy.bench.teacher;

import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.Template;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The bytes of answers: whole JSON bodies, and the pieces of event streams. */
public final class Answers {
  private static final String HEADERS =
      """
      x-request-id: req_5d1e2f9c0b8a47d3a6e4\r
      openai-processing-ms: 12\r
      openai-version: 2020-10-01\r
      x-ratelimit-remaining-requests: 9999\r
      cache-control: no-cache\r
      """;
  private static final String CHUNK_START =
      "data: {\"id\":\"chatcmpl-#\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
          + "\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\","
          + "\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[";
  private static final int DELTA_PROSE = 5;

  private static final Template ROLE =
      event("{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"~\"}}]", 0);
  private static final Template DELTA =
      event(
          "{\"index\":0,\"delta\":{\"content\":\"~\"},\"logprobs\":null,\"finish_reason\":null}]",
          DELTA_PROSE);
  private static final Template FINISH =
      event("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop~\"}]", 0);
  private static final Template USAGE =
      event(
          "],\"usage\":{\"prompt_tokens\":230,\"completion_tokens\":100,\"total_tokens\":330}~", 0);
  private static final byte[] DONE = ascii("e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n");

  private final Corpus corpus;
  private final String headers;
  private final byte[] streamHead;
  private final Map<Integer, Template> bySize = new HashMap<>();
  private long number;

  /** Answers with that prose. */
  public Answers(Corpus corpus) {
    this(corpus, "");
  }

  /**
   * Answers with that prose.
   *
   * @param more headers besides the usual ones, each line with its end
   */
  Answers(Corpus corpus, String more) {
    this.corpus = corpus;
    this.headers = HEADERS + more;
    this.streamHead =
        ascii(
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\n"
                + headers
                + "transfer-encoding: chunked\r\n\r\n");
  }

  /** Appends a whole response with a JSON body of the size asked for. */
  public void appendWhole(ByteBuf out, Ask ask) {
    bySize.computeIfAbsent(ask.amount(), this::whole).append(out, ++number, corpus);
  }

  /** Appends a stream's head and first event; the number returned belongs to the whole stream. */
  public long appendStreamHead(ByteBuf out) {
    out.writeBytes(streamHead);
    ROLE.append(out, ++number, corpus);
    return number;
  }

  /** Appends one delta of that stream. */
  public void appendDelta(ByteBuf out, long stream) {
    DELTA.append(out, stream, corpus);
  }

  /** Appends a stream's last events. */
  public void appendStreamEnd(ByteBuf out, long stream) {
    FINISH.append(out, stream, corpus);
    USAGE.append(out, stream, corpus);
    out.writeBytes(DONE);
  }

  private Template whole(int bytes) {
    String head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
            + headers
            + "content-length: "
            + bytes
            + "\r\n\r\n";
    return Template.ofBytes(
        head
            + "{\"id\":\"chatcmpl-#\",\"object\":\"chat.completion\",\"created\":1760000000,"
            + "\"model\":\"gpt-4o-2024-08-06\",\"choices\":[{\"index\":0,\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"~\",\"refusal\":null},\"logprobs\":null,"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":230,"
            + "\"completion_tokens\":150,\"total_tokens\":380,\"prompt_tokens_details\":"
            + "{\"cached_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0}},"
            + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\"}",
        head.length() + bytes);
  }

  /** An event as one chunk of the transfer coding. */
  private static Template event(String rest, int proseBytes) {
    String pattern = CHUNK_START + rest + "}\n\n";
    int bytes = Template.withProse(pattern, proseBytes).bytes();
    return Template.withProse(Integer.toHexString(bytes) + "\r\n" + pattern + "\r\n", proseBytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
