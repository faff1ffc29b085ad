package dev.understudy.bench.traffic;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request asks of the stub teacher, carried in the model's name: the one field every proxy
 * passes on untouched.
 *
 * <p>{@code bench-answers-1024} asks for one JSON body of 1,024 bytes; {@code
 * bench-streams-100-every-5ms} for 100 deltas, one each 5 ms.
 *
 * @param streamed whether server-sent events are asked for
 * @param amount bytes of the JSON body, or deltas of the stream
 * @param everyMillis the pause before each delta; 0 without a pause
 */
public record Ask(boolean streamed, int amount, int everyMillis) {
  /** How many bytes at the start of a request body suffice to find the model's name. */
  public static final int PREFIX = 96;

  private static final Pattern MODEL =
      Pattern.compile(
          "\"model\":\\s*\"bench-(?:answers-(\\d{1,7})|streams-(\\d{1,5})-every-(\\d{1,5})ms)\"");

  /** One JSON body of that many bytes. */
  public static Ask answer(int bytes) {
    return new Ask(false, bytes, 0);
  }

  /** That many deltas, each after a pause. */
  public static Ask stream(int deltas, int everyMillis) {
    return new Ask(true, deltas, everyMillis);
  }

  /** The model's name that says so. */
  public String model() {
    return streamed
        ? "bench-streams-" + amount + "-every-" + everyMillis + "ms"
        : "bench-answers-" + amount;
  }

  /**
   * Reads what is asked from the first bytes of a request's body.
   *
   * @throws IllegalArgumentException if no such model is named there
   */
  public static Ask in(byte[] start, int length) {
    String text = new String(start, 0, length, StandardCharsets.ISO_8859_1);
    Matcher matcher = MODEL.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "expected a bench model's name within the first " + PREFIX + " bytes, got " + text);
    }
    return matcher.group(1) != null
        ? answer(Integer.parseInt(matcher.group(1)))
        : stream(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
  }
}
