package dev.understudy.gateway.demo.loop;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts with words in braces, each of which stands for one of several texts, and so on. Like
 * people's own, some are frequent and some rare: the earlier a text stands in its list, the
 * likelier it is.
 */
final class Grammar {
  private static final Pattern WORD = Pattern.compile("\\{([a-z]+)}");

  private final Map<String, List<String>> words = new HashMap<>();

  /** Takes an object's lists of texts in, each under its name. */
  void learn(JsonNode lists) {
    lists.properties().forEach(list -> words.put(list.getKey(), texts(list.getValue())));
  }

  /**
   * One of the texts that a word stands for, with nothing left in braces.
   *
   * @param given what certain words stand for this time
   * @throws IllegalArgumentException for a word that stands for nothing
   */
  String say(String word, Map<String, String> given, RandomGenerator dice) {
    String meant = given.get(word);
    if (meant != null) {
      return meant;
    }
    return WORD.matcher(pick(listOf(word), dice))
        .replaceAll(found -> Matcher.quoteReplacement(say(found.group(1), given, dice)));
  }

  private static String pick(List<String> texts, RandomGenerator dice) {
    return texts.get((int) (texts.size() * Math.pow(dice.nextDouble(), 1.5)));
  }

  private List<String> listOf(String word) {
    List<String> texts = words.get(word);
    if (texts == null) {
      throw new IllegalArgumentException("no texts for the word '%s'".formatted(word));
    }
    return texts;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }
}
