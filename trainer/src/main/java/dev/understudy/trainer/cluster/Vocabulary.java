package dev.understudy.trainer.cluster;

import dev.understudy.diff.text.Tokens;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * The words by which texts are told apart, hashed into {@value #SLOTS} slots, each with its weight:
 * the logarithm of how rare it is, so that words which stand in every text have none and no list of
 * stop words is needed.
 *
 * <p>Words of one text alone are left out, and so are those longer than {@value #LONGEST}
 * characters; of the rest the {@value #MOST} that stand in most texts are kept.
 */
final class Vocabulary implements Serializable {
  /** The most words. */
  static final int MOST = 1 << 15;

  private static final long serialVersionUID = 1L;
  private static final int SLOTS = 1 << 18;
  private static final int LONGEST = 40;
  private static final int UNKNOWN = -1;

  private final int[] features; // by slot
  private final double[] rarity; // by feature
  private final String[] words; // by feature; of those that share a slot, the most frequent

  private Vocabulary(int[] features, double[] rarity, String[] words) {
    this.features = features;
    this.rarity = rarity;
    this.words = words;
  }

  /** The vocabulary of these texts; their order does not matter. */
  static Vocabulary of(List<String> texts) {
    Map<String, Integer> textsWith = new TreeMap<>();
    int[] slotTexts = new int[SLOTS];
    for (String text : texts) {
      List<String> words = words(text);
      new HashSet<>(words).forEach(word -> textsWith.merge(word, 1, Integer::sum));
      slots(words).keySet().forEach(slot -> slotTexts[slot]++);
    }
    int[] kept =
        IntStream.range(0, SLOTS)
            .filter(slot -> slotTexts[slot] > 1 && slotTexts[slot] < texts.size())
            .boxed()
            .sorted(Comparator.comparing((Integer slot) -> -slotTexts[slot]))
            .limit(MOST)
            .mapToInt(Integer::intValue)
            .toArray();
    int[] features = new int[SLOTS];
    Arrays.fill(features, UNKNOWN);
    double[] rarity = new double[kept.length];
    for (int feature = 0; feature < kept.length; feature++) {
      features[kept[feature]] = feature;
      rarity[feature] = Math.log((double) texts.size() / slotTexts[kept[feature]]);
    }
    return new Vocabulary(features, rarity, mostFrequent(textsWith, features, kept.length));
  }

  private static String[] mostFrequent(Map<String, Integer> textsWith, int[] features, int size) {
    String[] words = new String[size];
    Arrays.fill(words, "");
    textsWith.forEach(
        (word, texts) -> {
          int feature = features[slot(word)];
          if (feature != UNKNOWN && texts > textsWith.getOrDefault(words[feature], 1)) {
            words[feature] = word;
          }
        });
    return words;
  }

  int size() {
    return rarity.length;
  }

  /** The word a feature stands for, or none where words of one text alone share a slot. */
  String word(int feature) {
    return words[feature];
  }

  /** The text's words, weighted by 1 plus the logarithm of their number, and by their rarity. */
  WordVector vector(String text) {
    Map<Integer, Integer> counts = new TreeMap<>();
    slots(words(text)).forEach((slot, count) -> counts.put(features[slot], count));
    counts.remove(UNKNOWN);
    int[] known = new int[counts.size()];
    double[] weights = new double[counts.size()];
    int i = 0;
    for (Map.Entry<Integer, Integer> each : counts.entrySet()) {
      known[i] = each.getKey();
      weights[i++] = (1 + Math.log(each.getValue())) * rarity[each.getKey()];
    }
    return new WordVector(known, weights);
  }

  private static List<String> words(String text) {
    return Tokens.of(text).words().stream().filter(each -> each.length() <= LONGEST).toList();
  }

  /** How often words of each slot are there. */
  private static Map<Integer, Integer> slots(List<String> words) {
    Map<Integer, Integer> slots = new HashMap<>();
    words.forEach(word -> slots.merge(slot(word), 1, Integer::sum));
    return slots;
  }

  private static int slot(String word) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    return MurmurHash3.hash32x86(utf8, 0, utf8.length, 0) & (SLOTS - 1);
  }
}
