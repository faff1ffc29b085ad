package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Draft;
import dev.understudy.sink.redaction.text.Text;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what must go in one sheet, whatever form it has, and marks it. Strings that are JSON
 * themselves are walked through in turn, so that they stay JSON. Not thread-safe.
 */
public final class Search {
  /** JSON in strings deeper than this is searched as text. */
  private static final int MAX_LEVEL = 6;

  private static final String NOTHING = "null";

  private final Inspection inspection;
  private final Placeholders placeholders;
  private final Sheet sheet;
  private final Known known = new Known();

  /** A search of that sheet. */
  public Search(Inspection inspection, Placeholders placeholders, Sheet sheet) {
    this.inspection = inspection;
    this.placeholders = placeholders;
    this.sheet = sheet;
  }

  /** Searches a value of its own, such as a header's: JSON or text. */
  public void line() {
    Text text = sheet.text();
    value(text, false, -1);
  }

  /** Searches JSON of any kind, a lone string or number too. */
  public void json() {
    if (!walk(inspection.request())) {
      text(sheet.text());
    }
  }

  /**
   * Searches a request's body: JSON, a form or other text.
   *
   * @param form whether the sender says that it is a form
   * @param cut whether there was more of it
   */
  public void requestBody(boolean form, boolean cut) {
    if (form) {
      form();
    }
    document(inspection.request(), cut);
  }

  /** Searches an answer's body: JSON, an event stream or other text. */
  public void responseBody(boolean cut) {
    Text text = sheet.text();
    if (!JsonWalk.looksLike(text) && EventStream.looksLike(text)) {
      new EventStream(this, text, inspection.response()).run(cut);
    } else {
      document(inspection.response(), cut);
    }
  }

  private void document(@Nullable Pointers pointers, boolean cut) {
    Text text = sheet.text();
    if (JsonWalk.looksLike(text) && walk(pointers)) {
      return;
    }
    text(text, cut);
  }

  /** Searches JSON; false, with nothing marked, where it is none. */
  private boolean walk(@Nullable Pointers pointers) {
    Text text = sheet.text();
    int marks = sheet.size();
    JsonWalk walk = new JsonWalk(this, text, true, 0, pointers, null);
    JsonWalk.End end = walk.run();
    if (walk.values() > 1 && end != JsonWalk.End.BROKEN) {
      // One value after the other is a stream too, whose pieces belong together.
      sheet.rewind(marks);
      StreamPieces pieces = new StreamPieces(this);
      end = new JsonWalk(this, text, true, 0, pointers, pieces).run();
      pieces.finish(end == JsonWalk.End.CUT);
    }
    if (end == JsonWalk.End.BROKEN) {
      sheet.rewind(marks);
    }
    return end != JsonWalk.End.BROKEN;
  }

  /** A form writes spaces as plus signs; the rest of its spelling is taken off for every text. */
  private void form() {
    Text text = sheet.text();
    Draft spaced = new Draft(text, text.length());
    for (int i = text.start(); i < text.end(); i++) {
      char c = text.at(i);
      spaced.add(c == '+' ? ' ' : c == '&' ? '\n' : c, i, i + 1);
    }
    text(spaced.text(""));
  }

  /** Searches a member's name, and answers it. */
  String key(Text key) {
    String before = known.string(key);
    if (before != null) {
      return before;
    }
    String name = key.content();
    if (isClean(key)) {
      known.add(key, name);
    }
    return name;
  }

  /** Searches plain characters; whether nothing was found. */
  private boolean isClean(Text text) {
    int marks = sheet.size();
    text(text);
    return sheet.size() == marks;
  }

  /**
   * Searches a string's inside, which may be JSON itself.
   *
   * @param cut whether it was cut off, and loses its end
   */
  void value(Text value, boolean cut, int level) {
    if (level < MAX_LEVEL && JsonWalk.looksLike(value)) {
      int marks = sheet.size();
      JsonWalk walk = new JsonWalk(this, value, cut, level + 1, null, null);
      if (walk.run() != JsonWalk.End.BROKEN) {
        return;
      }
      sheet.rewind(marks);
    }
    if (known.string(value) == null && isClean(value)) {
      known.add(value);
    }
    if (cut) {
      cut(value);
    }
  }

  /** Searches plain characters, which lose their end where they were cut off. */
  void text(Text text, boolean cut) {
    text(text);
    if (cut) {
      cut(text);
    }
  }

  /** Searches plain characters. */
  void text(Text text) {
    inspection.over(
        text,
        placeholders,
        (where, kind, value, from, to) -> sheet.find(where, from, to, kind, value, ""));
  }

  /** Searches a number's digits; what is found takes the whole number's place, as a string. */
  void number(Text digits, Text number, String quote) {
    inspection.over(
        digits,
        placeholders,
        (where, kind, value, from, to) ->
            sheet.find(number, number.start(), number.end(), kind, value, quote));
  }

  /** Leaves out the end of a text that was cut off. */
  void cut(Text text) {
    int from = Cut.start(text);
    if (from < text.end()) {
      sheet.replace(text, from, text.end(), Cut.KIND, Cut.MARK, text.end() - from);
    }
  }

  /** Leaves out a number that was cut off; in its place a string begins. */
  void cutNumber(Text number, String quote) {
    String mark = quote + Cut.MARK;
    sheet.replace(number, number.start(), number.end(), Cut.KIND, mark, number.length());
  }

  /** Takes a value out that is to be dropped. */
  void drop(Text text, int from, int to) {
    if (!text.between(from, to).equals(NOTHING)) {
      sheet.replace(text, from, to, "DROPPED", NOTHING, Integer.MAX_VALUE);
    }
  }

  /** Marks what tells an answer's text once more. */
  void witness(Text text, int from, int to) {
    sheet.witness(text, from, to);
  }

  /** Puts a pseudonym in the place of a user's id. */
  void user(Text id, String quote) {
    String user = id.content();
    String pseudonym = inspection.pseudonym(user);
    if (!pseudonym.equals(user)) {
      sheet.replace(
          id, id.start(), id.end(), "USER", quote + pseudonym + quote, Integer.MAX_VALUE - 1);
    }
  }

  /**
   * What a walk says that went too deep: JSON by itself cannot be stored, other strings are text.
   */
  JsonWalk.End tooDeep(int level) {
    if (level == 0) {
      throw new Unredactable("JSON nested deeper than " + JsonWalk.MAX_DEPTH + " levels");
    }
    return JsonWalk.End.BROKEN;
  }

  Sheet sheet() {
    return sheet;
  }
}
