package dev.understudy.trainer.evaluation.metric;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Words as BLEU counts them: the rules of {@code mteval-v13a}, the script of NIST's evaluations,
 * which sacreBLEU calls {@code 13a}. Unlike the tokens of {@code diff.text} case and punctuation
 * count, so that figures can be laid beside published ones.
 */
final class TranslationTokens {
  private static final Pattern SYMBOL = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
  private static final Pattern POINT_AFTER_OTHER = Pattern.compile("([^0-9])([.,])");
  private static final Pattern POINT_BEFORE_OTHER = Pattern.compile("([.,])([^0-9])");
  private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");
  private static final Pattern SPACE = Pattern.compile("(?U)\\s+");

  private TranslationTokens() {}

  /** The words of a text in order. */
  static List<String> of(String text) {
    String line = " " + unescaped(text.replace("<skipped>", "").replace("-\n", "")) + " ";
    line = SYMBOL.matcher(line).replaceAll(" $1 ");
    line = POINT_AFTER_OTHER.matcher(line).replaceAll("$1 $2 ");
    line = POINT_BEFORE_OTHER.matcher(line).replaceAll(" $1 $2");
    line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
    String trimmed = SPACE.matcher(line).replaceAll(" ").strip();
    return trimmed.isEmpty() ? List.of() : List.of(trimmed.split(" ", -1));
  }

  private static String unescaped(String text) {
    return text.replace('\n', ' ')
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }
}
