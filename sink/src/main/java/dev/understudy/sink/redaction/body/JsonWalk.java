package dev.understudy.sink.redaction.body;

import dev.understudy.sink.redaction.text.Characters;
import dev.understudy.sink.redaction.text.Text;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over JSON (RFC 8259) and hands its strings, keys and numbers to a {@link Search}. It reads
 * no more into the text than where these are, so all else stays as it is written: white space,
 * spellings of numbers, the order and the repetition of keys. Several values, one after another,
 * are one text. Not recursive; takes linear time. Not thread-safe.
 */
final class JsonWalk {
  /** How a walk ended. */
  enum End {
    /** All of it was JSON. */
    WHOLE,
    /** All of it was, as far as it goes. */
    CUT,
    /** It is something else. */
    BROKEN
  }

  /** What may come next. */
  private enum Next {
    VALUE,
    VALUE_OR_END,
    KEY,
    KEY_OR_END,
    COLON,
    COMMA_OR_END
  }

  /** Far beyond any honest call. */
  static final int MAX_DEPTH = 1_000;

  private static final int FEWEST_DIGITS = 7;
  private static final int NONE = -1;

  private final Search search;
  private final Text text;
  private final char[] chars;
  private final int end;
  private final boolean cut;
  private final int level;
  private final @Nullable StreamPieces pieces;

  private int at;
  private int depth;
  private boolean[] inObject = new boolean[16];
  private int[] positions = new int[16];
  private String[] keys = new String[16];
  private int[] dropFrom = new int[16];
  private int[] witnessFrom = new int[16];
  private @Nullable List<Pointers> @Nullable [] places;
  private @Nullable List<Pointers> placesOfValue;
  private final @Nullable List<Pointers> root;
  private int values;

  /**
   * @param cut whether a string that does not end was cut off, and loses its end
   * @param level 0 for JSON that stands by itself, 1 for JSON in a string of that, and so on
   * @param pointers values treated in a way of their own, or null where there are none
   * @param pieces gathers what a stream brings in pieces, or null where it is no stream
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  JsonWalk(
      Search search,
      Text text,
      boolean cut,
      int level,
      @Nullable Pointers pointers,
      @Nullable StreamPieces pieces) {
    this.search = search;
    this.text = text;
    this.chars = text.chars();
    this.at = text.start();
    this.end = text.end();
    this.cut = cut;
    this.level = level;
    this.pieces = pieces;
    this.root = pointers == null || pointers.isEmpty() ? null : List.of(pointers);
    this.places = root == null ? null : new List[16];
  }

  /** How many values stood at the top. */
  int values() {
    return values;
  }

  /** Whether that may be JSON: an object, an array or a string in quotes. */
  static boolean looksLike(Text text) {
    int at = text.start();
    while (Characters.isSpace(text.at(at)) || text.at(at) == 0xFEFF) {
      at++;
    }
    char first = text.at(at);
    if (first != '{' && first != '[') {
      return first == '"' && closes(text, at);
    }
    at++;
    while (Characters.isSpace(text.at(at))) {
      at++;
    }
    char second = text.at(at);
    return at == text.end()
        || second == '"'
        || (first == '{'
            ? second == '}'
            : "[{]-tfn".indexOf(second) >= 0 || Characters.isDigit(second));
  }

  /** Whether a quote ends the text that another one begins. */
  private static boolean closes(Text text, int quote) {
    int last = text.end() - 1;
    while (Characters.isSpace(text.at(last))) {
      last--;
    }
    return last > quote && text.at(last) == '"';
  }

  /** Walks to the end, or to where the text is not JSON. */
  End run() {
    if (text.at(at) == 0xFEFF) {
      at++;
    }
    Next next = Next.VALUE;
    while (true) {
      while (at < end && Characters.isSpace(chars[at])) {
        at++;
      }
      if (at == end) {
        return depth == 0 && values > 0 ? End.WHOLE : ended();
      }
      char c = chars[at];
      switch (next) {
        case KEY, KEY_OR_END -> {
          if (c == '"') {
            if (!key()) {
              return ended();
            }
            next = Next.COLON;
          } else if (c == '}' && next == Next.KEY_OR_END) {
            next = close();
          } else {
            return End.BROKEN;
          }
        }
        case COLON -> {
          if (c != ':') {
            return End.BROKEN;
          }
          at++;
          next = Next.VALUE;
        }
        case COMMA_OR_END -> {
          if (c == ',') {
            at++;
            positions[depth]++;
            next = inObject[depth] ? Next.KEY : Next.VALUE;
          } else if (c == (inObject[depth] ? '}' : ']')) {
            next = close();
          } else {
            return End.BROKEN;
          }
        }
        case VALUE, VALUE_OR_END -> {
          if (c == ']' && next == Next.VALUE_OR_END) {
            next = close();
          } else if (c == '{' || c == '[') {
            if (depth == MAX_DEPTH) {
              return search.tooDeep(level);
            }
            open(c == '{');
            next = c == '{' ? Next.KEY_OR_END : Next.VALUE_OR_END;
          } else {
            End scalar = scalar(c);
            if (scalar != End.WHOLE) {
              return scalar == End.CUT ? ended() : scalar;
            }
            next = after();
          }
        }
      }
    }
  }

  private Next after() {
    if (depth > 0) {
      return Next.COMMA_OR_END;
    }
    values++;
    return Next.VALUE;
  }

  /** The text ended within a value: what is to go of it goes up to the end. */
  private End ended() {
    for (int i = 1; i <= depth; i++) {
      if (dropFrom[i] != NONE) {
        search.drop(text, dropFrom[i], end);
        break;
      }
    }
    for (int i = 1; i <= depth; i++) {
      if (witnessFrom[i] != NONE) {
        search.witness(text, witnessFrom[i], end);
        break;
      }
    }
    return End.CUT;
  }

  private void open(boolean object) {
    Pointers.Treatment treatment = treatment();
    String key = depth == 0 ? "" : keys[depth];
    if (pieces != null) {
      pieces.open(depth > 0 && inObject[depth] ? key : "", positions[depth]);
    }
    depth++;
    if (depth == keys.length) {
      grow();
    }
    inObject[depth] = object;
    positions[depth] = 0;
    keys[depth] = key;
    dropFrom[depth] = treatment == Pointers.Treatment.DROP ? at : NONE;
    witnessFrom[depth] = level == 0 && key.equals("logprobs") && inObject[depth - 1] ? at : NONE;
    if (places != null) {
      places[depth] = placesOfValue;
    }
    at++;
  }

  private Next close() {
    at++;
    if (dropFrom[depth] != NONE) {
      search.drop(text, dropFrom[depth], at);
    }
    if (witnessFrom[depth] != NONE) {
      search.witness(text, witnessFrom[depth], at);
    }
    depth--;
    if (pieces != null) {
      pieces.close();
    }
    return after();
  }

  private void grow() {
    int room = keys.length * 2;
    inObject = Arrays.copyOf(inObject, room);
    positions = Arrays.copyOf(positions, room);
    keys = Arrays.copyOf(keys, room);
    dropFrom = Arrays.copyOf(dropFrom, room);
    witnessFrom = Arrays.copyOf(witnessFrom, room);
    if (places != null) {
      places = Arrays.copyOf(places, room);
    }
  }

  /** How the value that begins here is treated; notes where pointers are with it. */
  private Pointers.@Nullable Treatment treatment() {
    if (places == null) {
      return null;
    }
    if (depth == 0) {
      placesOfValue = root;
      return null;
    }
    List<Pointers> around = places[depth];
    placesOfValue =
        around == null
            ? null
            : Pointers.step(
                around, inObject[depth] ? keys[depth] : Integer.toString(positions[depth]));
    return placesOfValue == null ? null : Pointers.treatment(placesOfValue);
  }

  /** Reads a key; false where the text ends within it. */
  private boolean key() {
    int from = at + 1;
    boolean escaped = string();
    boolean whole = at < end;
    Text key = escaped ? Escapes.off(text, from, at, "") : text.slice(from, at);
    String name = search.key(key);
    if (!whole) {
      if (cut) {
        search.cut(key);
      }
      return false;
    }
    keys[depth] = name;
    at++;
    return true;
  }

  /** Goes to the string's closing quote, or the end; whether there are escapes. */
  private boolean string() {
    boolean escaped = false;
    int i = at + 1;
    while (i < end && chars[i] != '"') {
      if (chars[i] == '\\') {
        escaped = true;
        i++;
      }
      i++;
    }
    at = Math.min(i, end);
    return escaped;
  }

  private End scalar(char c) {
    if (c == '"') {
      return stringValue();
    }
    int from = at;
    while (at < end && isScalarPart(chars[at])) {
      at++;
    }
    if (c == '-' || Characters.isDigit(c)) {
      return number(from);
    }
    return word(from);
  }

  private static boolean isScalarPart(char c) {
    return Characters.isAlphanumeric(c) || c == '-' || c == '+' || c == '.';
  }

  private End word(int from) {
    Pointers.Treatment treatment = treatment();
    for (String word : new String[] {"true", "false", "null"}) {
      if (text.has(word, from) && from + word.length() == at) {
        if (treatment == Pointers.Treatment.DROP) {
          search.drop(text, from, at);
        }
        return End.WHOLE;
      }
      if (at == end && at > from && word.startsWith(text.between(from, at))) {
        return End.CUT;
      }
    }
    return End.BROKEN;
  }

  private End stringValue() {
    int from = at + 1;
    boolean escaped = string();
    boolean whole = at < end;
    Pointers.Treatment treatment = treatment();
    String name = depth == 0 ? "" : keys[depth];
    Text value = escaped ? Escapes.off(text, from, at, name) : text.slice(from, at).named(name);
    if (treatment == Pointers.Treatment.DROP) {
      search.drop(text, from - 1, whole ? at + 1 : at);
    } else if (treatment == Pointers.Treatment.USER && value.length() > 0) {
      search.user(value, "");
    } else {
      search.value(value, cut && !whole, level);
      if (pieces != null) {
        pieces.piece(depth > 0 && inObject[depth] ? name : "", value);
      }
    }
    if (!whole) {
      return End.CUT;
    }
    at++;
    return End.WHOLE;
  }

  private End number(int from) {
    int digits = digitsFrom(from);
    if (digits < 0) {
      return End.BROKEN;
    }
    Pointers.Treatment treatment = treatment();
    String name = depth == 0 ? "" : keys[depth];
    if (pieces != null && depth > 0 && inObject[depth]) {
      pieces.number(name, text, from, at);
    }
    Text number = text.slice(from, at).named(name);
    if (treatment == Pointers.Treatment.DROP) {
      search.drop(text, from, at);
    } else if (treatment == Pointers.Treatment.USER) {
      search.user(number, quote());
    } else if (digits >= FEWEST_DIGITS) {
      int whole = chars[from] == '-' ? from + 1 : from;
      search.number(text.slice(whole, whole + digits).named(name), number, quote());
    }
    if (at == end && depth > 0) {
      if (cut && treatment == null && digits > 3) {
        search.cutNumber(number, quote());
      }
      return End.CUT;
    }
    return End.WHOLE;
  }

  /** How many digits stand before the point; -1 where it is no number. */
  private int digitsFrom(int from) {
    int i = chars[from] == '-' ? from + 1 : from;
    int whole = i;
    while (i < at && Characters.isDigit(chars[i])) {
      i++;
    }
    int digits = i - whole;
    if (digits == 0) {
      return at == end ? 0 : -1;
    }
    boolean zeros = true;
    for (int rest = i; rest < at; rest++) {
      char c = chars[rest];
      if (!Characters.isDigit(c) && "+-.eE".indexOf(c) < 0) {
        return -1;
      }
      zeros &= c == '0' || c == '.';
    }
    // What has a fraction counts something.
    return zeros ? digits : 0;
  }

  /** The quote that begins and ends a string here. */
  private String quote() {
    return "\\".repeat((1 << level) - 1) + "\"";
  }
}
