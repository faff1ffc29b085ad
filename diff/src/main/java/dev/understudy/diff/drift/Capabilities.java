package dev.understudy.diff.drift;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a student saw such requests when it was trained. What it never saw, or in fewer than one
 * row of a thousand, is better left to its teacher. Pure, some 100 nanoseconds a request.
 * Immutable, thread-safe.
 */
public final class Capabilities {
  /** The least share of rows. */
  private static final double RARE = 0.001;

  /** So far beyond what a student saw its input may be longer or shorter. */
  private static final double SLACK = 1.5;

  private final InputProfile profile;

  /** Those of a student with that profile. */
  public Capabilities(InputProfile profile) {
    this.profile = profile;
  }

  /** Why a request had better not go to the student. */
  public enum Reason {
    /** Tools are on offer or were called. */
    TOOLS,
    /** Something other than text is part of it. */
    IMAGES,
    /** It is in another language. */
    LANGUAGE,
    /** It was made from another template, or from none. */
    TEMPLATE,
    /**
     * It is longer or shorter, in characters or tokens, than 99.8 % of the rows by half of that.
     */
    LENGTH;

    /** The word in files, headers and metrics, such as {@code tools}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** All that speaks against the student; empty where nothing does. */
  public Set<Reason> lacking(InputFacts facts) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    if (facts.tools() && isRare(Feature.TOOLS, "yes")) {
      reasons.add(Reason.TOOLS);
    }
    if (facts.images() && isRare(Feature.IMAGES, "yes")) {
      reasons.add(Reason.IMAGES);
    }
    if (isForeign(facts.language())) {
      reasons.add(Reason.LANGUAGE);
    }
    if (facts.template() != null && isRare(Feature.TEMPLATE, facts.template())) {
      reasons.add(Reason.TEMPLATE);
    }
    if (isOut(Feature.CHARACTERS, facts) || isOut(Feature.TOKENS, facts)) {
      reasons.add(Reason.LENGTH);
    }
    return Collections.unmodifiableSet(reasons);
  }

  private boolean isRare(Feature feature, String name) {
    FeatureProfile.Names names = profile.names(feature);
    return names != null && names.rowsWith(name) < Math.max(1, RARE * profile.rows());
  }

  /** Where only the script of a text is known, any language written so will do. */
  private boolean isForeign(String language) {
    FeatureProfile.Names names = profile.names(Feature.LANGUAGE);
    if (names == null || language.equals(LanguageGuess.NONE)) {
      return false;
    }
    return LanguageGuess.isOpen(language)
        ? names.names().stream()
            .filter(each -> LanguageGuess.script(each).equals(language))
            .allMatch(each -> isRare(Feature.LANGUAGE, each))
        : isRare(Feature.LANGUAGE, language);
  }

  private boolean isOut(Feature feature, InputFacts facts) {
    double length = facts.number(feature, profile.ngrams());
    FeatureProfile.Numbers numbers = profile.numbers(feature);
    return numbers != null && (length > numbers.high() * SLACK || length < numbers.low() / SLACK);
  }
}
