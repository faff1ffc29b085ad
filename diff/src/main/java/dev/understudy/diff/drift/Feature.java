package dev.understudy.diff.drift;

import java.util.Locale;

/** What of a request's input is compared with what a student was trained on. */
public enum Feature {
  /** How long the conversation's texts are, in characters (UTF-16). */
  CHARACTERS(true),
  /** How many tokens they may have, see {@link TextScan}. */
  TOKENS(true),
  /** How many messages there are. */
  TURNS(true),
  /** How rare the n-grams of what varies are in the training set, in bits per n-gram. */
  SURPRISE(true),
  /** The language of what varies, or its script. */
  LANGUAGE(false),
  /** The template the prompt was made from. */
  TEMPLATE(false),
  /** Whether tools are on offer or were called. */
  TOOLS(false),
  /** Whether anything but text is part of it: images, sounds, files. */
  IMAGES(false),
  /** What the answer comes down to, where somebody knows. */
  LABEL(false);

  private final boolean isNumber;

  Feature(boolean isNumber) {
    this.isNumber = isNumber;
  }

  /** Whether it is a number, else one of some names. */
  public boolean isNumber() {
    return isNumber;
  }

  /** The word in files and metrics, such as {@code characters}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
