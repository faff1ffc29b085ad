package dev.understudy.deploy.upstream;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** How an upstream deviates from its plain answer; the names stand in {@link #named}. */
@FunctionalInterface
interface Behaviour {
  /** The answer to a request like which there were so many before. */
  Reply shape(Reply plain, long attempts);

  /** The behaviour of that name, for Anthropic's API or OpenAI's; a number may follow a dash. */
  static Behaviour named(String name, boolean anthropic) {
    int dash = name.lastIndexOf('-');
    String word = dash < 0 ? name : name.substring(0, dash);
    int number = dash < 0 ? 0 : Integer.parseInt(name.substring(dash + 1));
    return switch (word) {
      case "fails" -> (plain, attempts) -> error(number, anthropic);
      // the first two requests are told to come back after so many milliseconds
      case "busy" ->
          (plain, attempts) ->
              attempts < 2
                  ? error(429, anthropic)
                      .with("retry-after-ms", Integer.toString(number))
                      .with("x-ratelimit-reset-requests", number + "ms")
                  : plain;
      // the first request is told to come back after so many seconds
      case "wait" ->
          (plain, attempts) ->
              attempts < 1
                  ? error(429, anthropic).with("Retry-After", Integer.toString(number))
                  : plain;
      // the first request fails with that status
      case "flaky" ->
          (plain, attempts) ->
              attempts < 1 ? error(number, anthropic).with("retry-after-ms", "5") : plain;
      // after so many bytes, or pieces, the connection is closed
      case "drop" -> (plain, attempts) -> plain.after(number, new Step.Cut());
      case "cut" -> (plain, attempts) -> plain.cutAfter(number);
      case "silent" -> (plain, attempts) -> Reply.silence();
      // after so many pieces nothing more comes
      case "stall" -> (plain, attempts) -> plain.after(number, new Step.Stall());
      // after so many pieces it waits to be let go
      case "held" -> (plain, attempts) -> plain.after(number, new Step.Hold());
      // after so many pieces an error comes, in the stream
      case "breaks" -> (plain, attempts) -> brokenAfter(plain, number, anthropic);
      case "gzip" -> (plain, attempts) -> gzipped(plain);
      case "crlf" -> (plain, attempts) -> withCrLf(plain);
      default -> throw new IllegalArgumentException("no behaviour named " + name);
    };
  }

  private static Reply error(int status, boolean anthropic) {
    return anthropic
        ? Errors.anthropic(status, "It failed with " + status, "failure_" + status)
        : Errors.openAi(status, "It failed with " + status, "failure_" + status);
  }

  private static Reply brokenAfter(Reply plain, int pieces, boolean anthropic) {
    String event =
        anthropic
            ? "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                + "\"message\":\"Overloaded\"}}\n\n"
            : "data: {\"error\":{\"message\":\"The server had an error\",\"type\":\"server_error\","
                + "\"param\":null,\"code\":\"oops\"}}\n\n";
    List<Step> steps = new ArrayList<>(plain.steps().subList(0, pieces));
    steps.add(new Step.Send(Buffer.buffer(event)));
    return plain.with(steps);
  }

  /** Every piece compressed as it comes, so that a stream stays one. */
  private static Reply gzipped(Reply plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Step> steps = new ArrayList<>();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, true)) {
      for (Step step : plain.steps()) {
        gzip.write(((Step.Send) step).bytes().getBytes());
        gzip.flush();
        steps.add(new Step.Send(Buffer.buffer(bytes.toByteArray())));
        bytes.reset();
      }
      gzip.finish();
      Step.Send last = (Step.Send) steps.remove(steps.size() - 1);
      steps.add(new Step.Send(last.bytes().copy().appendBytes(bytes.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return plain.with(steps).with("Content-Encoding", "gzip").with("Vary", "Accept-Encoding");
  }

  private static Reply withCrLf(Reply plain) {
    List<Step> steps = new ArrayList<>();
    for (Step step : plain.steps()) {
      String text = ((Step.Send) step).bytes().toString();
      String other = ": a comment\n" + text + ": ping\n\n";
      steps.add(new Step.Send(Buffer.buffer(other.replace("\n", "\r\n"))));
    }
    return plain.with(steps);
  }
}
