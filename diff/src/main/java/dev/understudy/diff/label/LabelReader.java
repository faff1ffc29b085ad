package dev.understudy.diff.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.understudy.diff.Label;
import dev.understudy.diff.json.JsonText;
import dev.understudy.diff.json.JsonValueAt;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels from answers.
 *
 * <p>A label is read as one text for all ways of writing it: in one case (after NFKC), with single
 * spaces, without quotes, brackets, emphasis and full stops around it. Numbers are written without
 * needless digits ({@code 1.0}, {@code 1e0} and {@code "1"} are {@code 1}), truth values as {@code
 * true} and {@code false}; {@code 1} and {@code true} are two labels. An answer whose label is not
 * among those allowed has none.
 *
 * <p>JSON may stand in a code fence, after prose and before it, and may be written as Python writes
 * it. Thread-safe; never throws, whatever the answer.
 */
public final class LabelReader {
  private static final int MOST_NUMBER = 40;
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(e[-+]?[0-9]{1,3})?");

  /** Finds the label as it is written. */
  private interface Finder {
    @Nullable String find(String answer);
  }

  private final Finder finder;
  private final Set<String> allowed;

  private LabelReader(Finder finder, Set<String> allowed) {
    this.finder = finder;
    this.allowed = allowed;
  }

  /** A reader by these settings. */
  public static LabelReader of(LabelSettings settings) {
    Set<String> allowed = new LinkedHashSet<>();
    settings.labels().forEach(label -> allowed.add(canonical(label)));
    return new LabelReader(finder(settings.where()), allowed);
  }

  /**
   * A reader for a place as comparisons name it.
   *
   * @param pick a JSON pointer (begins with {@code /}), a pattern of RE2 whose first group is the
   *     label, or null for the whole answer
   * @throws IllegalArgumentException if it is neither
   */
  public static LabelReader picking(@Nullable String pick) {
    if (pick == null) {
      return new LabelReader(answer -> answer, Set.of());
    }
    return new LabelReader(
        pick.startsWith("/") ? finder(new LabelSettings.Json(pick)) : first(pattern(pick)),
        Set.of());
  }

  private static Pattern pattern(String pick) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(pick);
    } catch (PatternSyntaxException broken) {
      throw new IllegalArgumentException("no pattern of RE2: " + broken.getDescription(), broken);
    }
    if (pattern.groupCount() < 1) {
      throw new IllegalArgumentException("a pattern without a group (...), about the label");
    }
    return pattern;
  }

  private static Finder first(Pattern pattern) {
    return answer -> {
      Matcher matcher = pattern.matcher(answer);
      return matcher.find() ? matcher.group(1) : null;
    };
  }

  private static Finder finder(LabelSettings.Where where) {
    if (where instanceof LabelSettings.Json json) {
      JsonValueAt place = JsonValueAt.pointer(json.pointer());
      return answer -> byPlace(place, answer);
    }
    if (where instanceof LabelSettings.Regex regex) {
      return first(Pattern.compile(regex.regex()));
    }
    return answer -> answer;
  }

  /** The label of an answer, or nothing where it has none. */
  public Optional<String> read(String answer) {
    String found = finder.find(answer);
    if (found == null || found.isBlank()) {
      return Optional.empty();
    }
    String label = canonical(found);
    return allowed.isEmpty() || allowed.contains(label) ? Optional.of(label) : Optional.empty();
  }

  /** A label as it is read. */
  public static String canonical(String label) {
    String normal = Label.normalised(label);
    if (normal.length() > MOST_NUMBER || !NUMBER.matches(normal)) {
      return normal;
    }
    BigDecimal number = new BigDecimal(normal).stripTrailingZeros();
    return Math.abs(number.scale()) > MOST_NUMBER ? number.toString() : number.toPlainString();
  }

  /** The value in the answer's JSON; where that has none, in what stands in it in other ways. */
  private static @Nullable String byPlace(JsonValueAt place, String answer) {
    String strict = place.scalarIn(JsonText.of(answer).value());
    if (strict != null) {
      return strict;
    }
    if (answer.length() > JsonText.MAX_LENGTH) {
      return null;
    }
    for (JsonNode value : LenientJson.values(answer)) {
      String found = place.scalarIn(value);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
