package dev.understudy.trainer.mining;

import dev.understudy.exchange.prompt.template.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a template, from nothing but its content: the first words of its constants and a hash
 * of the whole, such as {@code given-the-input-text-3f9c2a1b}.
 */
final class TemplateName {
  private static final int WORDS = 4;
  private static final int MOST_LENGTH = 40;
  private static final Pattern WORD = Pattern.compile("[a-z0-9]+");

  private TemplateName() {}

  static String of(List<Shape> shapes, boolean tail) {
    List<String> words = new ArrayList<>();
    StringBuilder whole = new StringBuilder();
    for (Shape shape : shapes) {
      whole.append('\1').append(shape.role());
      for (String constant : shape.text().constants()) {
        whole.append('\0').append(constant);
        Matcher word = WORD.matcher(constant.toLowerCase(Locale.ROOT));
        while (words.size() < WORDS && word.find()) {
          words.add(word.group());
        }
      }
    }
    long hash =
        SampleRank.mixed(
            SampleRank.hash(tail ? 2 : 1, whole.toString().getBytes(StandardCharsets.UTF_8)));
    String slug = String.join("-", words);
    String name = slug.substring(0, Math.min(slug.length(), MOST_LENGTH));
    return (name.isEmpty() ? "template" : name) + "-%08x".formatted((int) (hash >>> 32));
  }
}
