package dev.understudy.rules.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The member of a request's JSON object that names the model. */
public final class ModelMember {
  private static final byte[] NAME = "\"model\":".getBytes(UTF_8);

  private ModelMember() {}

  /**
   * Where a value stands.
   *
   * @param from the place of its first byte
   * @param to the place after its last byte
   */
  public record Span(int from, int to) {}

  /**
   * Where the model's values stand: one, none, or several where the member is given more than once.
   *
   * @throws IllegalArgumentException when the bytes are not one JSON object
   */
  public static List<Span> spans(byte[] json) {
    return layout(json).values();
  }

  /**
   * The same JSON with this model's name in place of every value of the member, or with the member
   * put first where there is none. All other bytes are as they were.
   *
   * @throws IllegalArgumentException when the bytes are not one JSON object
   */
  public static byte[] replaced(byte[] json, String model) {
    Layout layout = layout(json);
    byte[] name = JsonStringEncoder.getInstance().quoteAsUTF8(model);
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + name.length + 16);
    int at = 0;
    for (Span value : layout.values()) {
      out.write(json, at, value.from() - at);
      writeQuoted(name, out);
      at = value.to();
    }
    if (layout.values().isEmpty()) {
      at = layout.inside();
      out.write(json, 0, at);
      out.write(NAME, 0, NAME.length);
      writeQuoted(name, out);
      if (layout.hasMembers()) {
        out.write(',');
      }
    }
    out.write(json, at, json.length - at);
    return out.toByteArray();
  }

  private static void writeQuoted(byte[] text, ByteArrayOutputStream out) {
    out.write('"');
    out.write(text, 0, text.length);
    out.write('"');
  }

  /**
   * What must be known to write the member.
   *
   * @param inside the place after the object's opening brace
   * @param hasMembers whether the object has members
   * @param values the member's values, in order
   */
  private record Layout(int inside, boolean hasMembers, List<Span> values) {}

  private static Layout layout(byte[] json) {
    try (JsonWalk walk = JsonWalk.into(json)) {
      int inside = walk.valueStart() + 1;
      List<Span> values = new ArrayList<>(1);
      boolean hasMembers = false;
      for (String name; (name = walk.member()) != null; hasMembers = true) {
        if (name.equals("model")) {
          int from = walk.valueStart();
          values.add(new Span(from, walk.valueEnd()));
        } else {
          walk.skip();
        }
      }
      walk.end();
      return new Layout(inside, hasMembers, values);
    } catch (IOException notAnObject) {
      throw new IllegalArgumentException("the body is not one JSON object");
    }
  }
}
