package dev.understudy.deploy.upstream;

import dev.understudy.exchange.Header;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What an upstream does about one request.
 *
 * @param status the status it answers with
 * @param headers its headers in order, without those that frame the body
 * @param sized whether the body has a Content-Length (that of all bytes to be sent, even where the
 *     reply is cut short) or is chunked, one chunk for each piece
 * @param steps the pieces of the body and what happens between and after them
 */
public record Reply(int status, List<Header> headers, boolean sized, List<Step> steps) {
  public Reply {
    headers = List.copyOf(headers);
    steps = List.copyOf(steps);
  }

  /** A body known from the start. */
  public static Reply whole(int status, String contentType, byte[] body) {
    return new Reply(
        status, headersOf(contentType), true, List.of(new Step.Send(Buffer.buffer(body))));
  }

  /** A JSON body known from the start. */
  public static Reply json(int status, String json) {
    return whole(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A body that comes in pieces, such as server-sent events. */
  public static Reply pieces(String contentType, List<String> pieces) {
    List<Step> steps = new ArrayList<>();
    for (String piece : pieces) {
      steps.add(new Step.Send(Buffer.buffer(piece)));
    }
    return new Reply(200, headersOf(contentType), false, steps);
  }

  /** No answer at all. */
  public static Reply silence() {
    return new Reply(200, List.of(), false, List.of(new Step.Stall()));
  }

  /** The same with one header more. */
  public Reply with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Reply(status, more, sized, steps);
  }

  /** The same with other steps. */
  Reply with(List<Step> others) {
    return new Reply(status, headers, sized, others);
  }

  /** The first so many steps, then this one, then the rest. */
  Reply after(int count, Step step) {
    List<Step> all = new ArrayList<>(steps);
    all.add(Math.min(count, all.size()), step);
    return with(all);
  }

  /** The same up to so many bytes of the body, then the connection is closed. */
  public Reply cutAfter(long bytes) {
    List<Step> kept = new ArrayList<>();
    long left = bytes;
    for (Step step : steps) {
      if (step instanceof Step.Send send) {
        Buffer part = send.bytes().slice(0, (int) Math.min(left, send.bytes().length()));
        kept.add(new Step.Send(part));
        left -= part.length();
        if (left == 0) {
          break;
        }
      } else {
        kept.add(step);
      }
    }
    kept.add(new Step.Cut());
    return new Reply(status, headers, sized, kept).promising(length());
  }

  /** How many bytes the steps send. */
  long length() {
    long sum = 0;
    for (Step step : steps) {
      if (step instanceof Step.Send send) {
        sum += send.bytes().length();
      }
    }
    return sum;
  }

  /** A sized reply that is cut still announces what it would have sent. */
  private Reply promising(long length) {
    return sized ? with("content-length", Long.toString(length)) : this;
  }

  private static List<Header> headersOf(String contentType) {
    return List.of(
        new Header("Date", "Thu, 01 Jan 2026 00:00:00 GMT"),
        new Header("Content-Type", contentType),
        new Header("X-Request-Id", "req_0123456789abcdef"),
        new Header("OpenAI-Processing-Ms", "42"),
        new Header("openai-version", "2020-10-01"),
        new Header("x-ratelimit-remaining-requests", "4999"),
        new Header("set-cookie", "__cf_bm=one; path=/; HttpOnly"),
        new Header("Set-Cookie", "_cfuvid=two; path=/; HttpOnly"),
        new Header("Server", "scripted"),
        new Header("Strict-Transport-Security", "max-age=31536000"));
  }
}
