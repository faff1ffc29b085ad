package dev.understudy.trainer.dataset;

import dev.understudy.diff.label.LabelSettings;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.trainer.corpus.GoldUse;
import dev.understudy.trainer.label.LabelSettingsReader;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where labels stand in answers, and what becomes of corrections.
 *
 * @param read where labels stand, or null where answers have none
 * @param keepUnlabelled whether examples stay whose answer has no label although labels are read
 * @param gold what becomes of corrections, where a source does not say otherwise
 * @param style how a gold answer is worded
 */
public record AnswerSettings(
    @Nullable LabelSettings read, boolean keepUnlabelled, GoldUse gold, Style style)
    implements Serializable {
  /** How a gold answer is worded. */
  public enum Style {
    /** As the teacher words that label most often, where it has one; else as it was given. */
    TEACHER,
    /** As it was given. */
    GIVEN
  }

  /** No labels; corrections take the teacher's place, in its words. */
  public static final AnswerSettings DEFAULT =
      new AnswerSettings(null, true, GoldUse.PREFER, Style.TEACHER);

  public AnswerSettings {
    Objects.requireNonNull(gold, "gold");
    Objects.requireNonNull(style, "style");
  }

  /** Reads the section {@code labels}. */
  public static AnswerSettings read(Section in) {
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("keep", true);
    words.put("drop", false);
    return new AnswerSettings(
        in.sectionOrNull("read", LabelSettingsReader::read),
        in.value("without", Scalar.words(words), DEFAULT.keepUnlabelled),
        in.value("gold", Scalar.word(GoldUse.class), DEFAULT.gold),
        in.value("style", Scalar.word(Style.class), DEFAULT.style));
  }
}
