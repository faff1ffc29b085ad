package dev.understudy.exchange.prompt.template;

import dev.understudy.exchange.prompt.Turn;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a prompt made from a template a student is to see. */
public sealed interface Pruning extends Serializable {
  /** The messages that a student sees. */
  List<Turn> apply(Match match);

  /** The setting's text: {@code none}, {@code input}, or a text with {@code {input}}. */
  String word();

  /** The highest number of a slot that is named, or 0. */
  default int highestSlot() {
    return 0;
  }

  /**
   * The pruning of that text.
   *
   * @throws IllegalArgumentException if it names neither the input nor a slot
   */
  static Pruning of(String word) {
    return switch (word) {
      case "none" -> new None();
      case "input" -> new Input();
      default -> new Shortened(word);
    };
  }

  /** The prompt as it was. */
  record None() implements Pruning {
    @Override
    public List<Turn> apply(Match match) {
      return match.unpruned();
    }

    @Override
    public String word() {
      return "none";
    }
  }

  /**
   * See {@link Pruning#INPUT}: one message of the user with the input; where the template has a
   * tail and no other slot, the messages of the tail as they are.
   */
  record Input() implements Pruning {
    @Override
    public List<Turn> apply(Match match) {
      return match.template().tail() && match.slots().size() == 1
          ? match.tail()
          : List.of(Turn.of("user", match.input()));
    }

    @Override
    public String word() {
      return "input";
    }
  }

  /**
   * One message of the user with a shorter text.
   *
   * @param text the text, where {@code {input}} stands for all that varies and {@code {1}}, {@code
   *     {2}}, ... for the slots; other braces are themselves
   */
  record Shortened(String text) implements Pruning {
    private static final Pattern PLACE = Pattern.compile("\\{(input|[1-9][0-9]?)\\}");

    public Shortened {
      Objects.requireNonNull(text, "text");
      if (!PLACE.matcher(text).find()) {
        throw new IllegalArgumentException(
            "a pruned prompt must hold {input} or a slot such as {1}");
      }
    }

    @Override
    public List<Turn> apply(Match match) {
      String filled =
          PLACE
              .matcher(text)
              .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), match)));
      return List.of(Turn.of("user", filled));
    }

    private static String value(String place, Match match) {
      return place.equals("input") ? match.input() : match.slots().get(Integer.parseInt(place) - 1);
    }

    @Override
    public int highestSlot() {
      return PLACE
          .matcher(text)
          .results()
          .map(place -> place.group(1))
          .filter(place -> !place.equals("input"))
          .mapToInt(Integer::parseInt)
          .max()
          .orElse(0);
    }

    @Override
    public String word() {
      return text;
    }
  }
}
