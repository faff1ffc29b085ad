package dev.understudy.diff.drift;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at of one request's input.
 *
 * @param characters how long the conversation's texts are, in characters (UTF-16)
 * @param tokens about how many tokens they have
 * @param turns how many messages there are, instructions included
 * @param tools whether tools are on offer or were called
 * @param images whether anything but text is part of it
 * @param language the language or script of what varies, as {@link LanguageGuess} names it
 * @param template the name of the prompt's template, {@value #NO_TEMPLATE} where it has none, or
 *     null where no templates are known
 * @param varying what varies, for its n-grams
 * @param label what the answer comes down to, or null where nobody knows yet
 */
public record InputFacts(
    long characters,
    long tokens,
    int turns,
    boolean tools,
    boolean images,
    String language,
    @Nullable String template,
    String varying,
    @Nullable String label) {
  /** What stands for a prompt that was made from no template. */
  public static final String NO_TEMPLATE = "none";

  public InputFacts {
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(varying, "varying");
    if (characters < 0 || tokens < 0 || turns < 0) {
      throw new IllegalArgumentException(
          "counts must be 0 or more, got %d characters, %d tokens, %d turns"
              .formatted(characters, tokens, turns));
    }
  }

  /** The same with what the answer came down to. */
  public InputFacts labelled(@Nullable String known) {
    return new InputFacts(
        characters, tokens, turns, tools, images, language, template, varying, known);
  }

  /**
   * The value of a feature that is a number.
   *
   * @param ngrams those of the training set
   */
  double number(Feature feature, NgramTable ngrams) {
    return switch (feature) {
      case CHARACTERS -> characters;
      case TOKENS -> tokens;
      case TURNS -> turns;
      case SURPRISE -> ngrams.surprise(varying);
      case LANGUAGE, TEMPLATE, TOOLS, IMAGES, LABEL ->
          throw new IllegalArgumentException(feature.word() + " is no number");
    };
  }

  /** The value of a feature that is a name; null where it is not known. */
  @Nullable String name(Feature feature) {
    return switch (feature) {
      case LANGUAGE -> language;
      case TEMPLATE -> template;
      case TOOLS -> tools ? "yes" : "no";
      case IMAGES -> images ? "yes" : "no";
      case LABEL -> label;
      case CHARACTERS, TOKENS, TURNS, SURPRISE ->
          throw new IllegalArgumentException(feature.word() + " is no name");
    };
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "InputFacts[characters=%d, turns=%d, language=%s]"
        .formatted(characters, turns, language);
  }
}
