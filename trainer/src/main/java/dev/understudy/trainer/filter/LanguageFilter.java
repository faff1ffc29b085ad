package dev.understudy.trainer.filter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.json.JsonText;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.filter.FilterSettings.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Speaks against texts in a language that is not allowed. Looked at are the last {@value
 * #MOST_CHARACTERS} characters of an input, where the turn to be answered stands, and the first of
 * an answer; of JSON its texts alone. What is short, or nearly as likely in an allowed language, is
 * not judged.
 */
final class LanguageFilter implements Filter {
  /** More tells no more, and costs in proportion. */
  static final int MOST_CHARACTERS = 1_000;

  /** Three letters of a word are worth about one sign of Chinese. */
  private static final int WORTH_OF_SIGN = 3;

  private final Part part;
  private final List<String> allowed;
  private final FilterSettings.Languages settings;

  private LanguageFilter(Part part, List<String> allowed, FilterSettings.Languages settings) {
    this.part = part;
    this.allowed = allowed;
    this.settings = settings;
  }

  static List<Filter> of(FilterSettings.Languages settings) {
    List<Filter> all = new ArrayList<>();
    if (!settings.input().isEmpty()) {
      all.add(new LanguageFilter(Part.INPUT, settings.input(), settings));
    }
    if (!settings.answer().isEmpty()) {
      all.add(new LanguageFilter(Part.ANSWER, settings.answer(), settings));
    }
    return all;
  }

  @Override
  public @Nullable Drop judge(Example example) {
    String text = Said.text(example, part);
    String looked = text == null ? "" : excerpt(prose(text));
    if (letters(looked) < settings.minLetters()) {
      return null;
    }
    String found = foreign(LanguageModel.likelihoods(looked.toLowerCase(Locale.ROOT)));
    return found == null
        ? null
        : Filter.drop(
            part.word() + "_language",
            "found " + found + ", wanted " + String.join(" or ", allowed));
  }

  /** The likeliest language where no allowed one comes near. */
  private @Nullable String foreign(Map<String, Double> likelihoods) {
    String likeliest = null;
    double most = 0;
    double mostAllowed = 0;
    for (Map.Entry<String, Double> each : likelihoods.entrySet()) {
      if (each.getValue() > most) {
        likeliest = each.getKey();
        most = each.getValue();
      }
      if (allowed.contains(each.getKey())) {
        mostAllowed = Math.max(mostAllowed, each.getValue());
      }
    }
    return most >= mostAllowed * settings.margin() ? likeliest : null;
  }

  private String excerpt(String text) {
    if (text.length() <= MOST_CHARACTERS) {
      return text;
    }
    return part == Part.INPUT
        ? text.substring(text.length() - MOST_CHARACTERS)
        : text.substring(0, MOST_CHARACTERS);
  }

  /** The texts within JSON, whose names are in whatever language; else the text itself. */
  private static String prose(String text) {
    JsonText json = JsonText.of(text);
    if (json.value() == null || !json.isContainer()) {
      return text;
    }
    StringBuilder texts = new StringBuilder();
    addTexts(json.value(), texts);
    return texts.toString();
  }

  private static void addTexts(JsonNode value, StringBuilder texts) {
    if (value.isTextual()) {
      texts.append(value.textValue()).append('\n');
    }
    for (JsonNode inner : value) {
      addTexts(inner, texts);
    }
  }

  private static int letters(String text) {
    int[] letters = {0};
    text.codePoints()
        .filter(Character::isLetter)
        .forEach(letter -> letters[0] += isSign(letter) ? WORTH_OF_SIGN : 1);
    return letters[0];
  }

  private static boolean isSign(int letter) {
    return switch (Character.UnicodeScript.of(letter)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL -> true;
      default -> false;
    };
  }
}
