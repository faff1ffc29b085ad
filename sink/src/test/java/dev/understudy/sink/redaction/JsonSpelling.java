package dev.understudy.sink.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Writes JSON in any of the ways it may be written, from a seed. */
final class JsonSpelling {
  private static final List<String> CLEAN =
      List.of(
          "Please summarise the report for me.",
          "It's 2024-01-15 10:30, chapter 3.2.1 says 1,234.56 € and 10 - 20%.",
          "漢字かな交じり文 \uD83D\uDE80 ümläut — “quoted” …",
          "def f(x):\n\treturn {'a': x[0] / 2, \"b\": `c`}\\n",
          "https://example.com/a/b?c=d&e=f#g",
          "C:\\new\\table\\u12 and \\\\server\\share",
          "{not json} [1] see below",
          "",
          "| a | b |\n|-----|:----|\n| 1 | 2 |",
          "id 123e4567-e89b-12d3-a456-426614174000, sha 9f86d081884c7d659a2feaa0c55ad015",
          "1700000000, 1700000000123, 0.123456789012",
          "a@b and x == y; <EMAIL> <b>bold</b> &amp; 100% %zz");

  private final Random random;

  JsonSpelling(Random random) {
    this.random = random;
  }

  String cleanText() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(CLEAN.get(random.nextInt(CLEAN.size()))).append(" \n".charAt(random.nextInt(2)));
    }
    return text.toString();
  }

  /** A value of any form in which one string is that text. */
  String around(String text, int depth) {
    String value = depth > 3 ? string(text) : inside(text, depth);
    return space() + value + space();
  }

  private String inside(String text, int depth) {
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          "{"
              + member("a" + random.nextInt(9), clean())
              + ","
              + member("content", around(text, depth + 1))
              + ","
              + member("z", clean())
              + "}";
      case 2, 3 -> "[" + clean() + "," + around(text, depth + 1) + "," + clean() + "]";
      case 4 -> depth > 2 ? string(text) : string("{\"in\":" + around(text, depth + 2) + "}");
      default -> string(text);
    };
  }

  private String member(String key, String value) {
    return space() + string(key) + space() + ":" + value;
  }

  private String clean() {
    return switch (random.nextInt(6)) {
      case 0 -> "true";
      case 1 -> "null";
      case 2 -> "-1.50e+3";
      case 3 -> "" + random.nextInt(1_000_000);
      case 4 -> "{}";
      default -> string(cleanText());
    };
  }

  private String space() {
    return random.nextInt(4) == 0 ? " \r\n\t".substring(random.nextInt(4)) : "";
  }

  /** A string in one of its spellings. */
  String string(String text) {
    int escaping = random.nextInt(3);
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean must = c < ' ' || c == '"' || c == '\\';
      boolean may = (escaping == 2 && random.nextBoolean()) || (escaping == 1 && c > 0x7E);
      if (must && random.nextBoolean() && "\n\t\"\\".indexOf(c) >= 0) {
        json.append('\\').append("nt\"\\".charAt("\n\t\"\\".indexOf(c)));
      } else if (must || may) {
        String hex = "\\u%04x".formatted((int) c);
        json.append(random.nextBoolean() ? hex : "\\u" + hex.substring(2).toUpperCase(Locale.ROOT));
      } else {
        json.append(c == '/' && random.nextBoolean() ? "\\/" : String.valueOf(c));
      }
    }
    return json.append('"').toString();
  }
}
