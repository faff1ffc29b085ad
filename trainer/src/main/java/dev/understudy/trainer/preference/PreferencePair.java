package dev.understudy.trainer.preference;

import dev.understudy.trainer.example.Prompt;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Two answers to one request of which one is better (Rafailov et al. 2023, "Direct Preference
 * Optimization: Your Language Model is Secretly a Reward Model", learns from such pairs).
 *
 * @param id what names the pair: the example's identifier, {@code /} and the source's word, and
 *     where a student took part {@code /} and the student's name
 * @param prompt what was asked
 * @param chosen the better answer
 * @param rejected the worse answer, another than the better one
 * @param source what says so
 * @param margin how far the answers are apart, in [0, 1], 1 for nothing in common; null where
 *     nobody measured it
 */
public record PreferencePair(
    String id,
    Prompt prompt,
    Reply chosen,
    Reply rejected,
    PairSource source,
    @Nullable Double margin) {
  public PreferencePair {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(prompt, "prompt");
    Objects.requireNonNull(source, "source");
    if (chosen.equals(rejected)) {
      throw new IllegalArgumentException("the answers of pair " + id + " are the same");
    }
    if (margin != null && !(margin >= 0 && margin <= 1)) {
      throw new IllegalArgumentException("margin must be within [0, 1], got " + margin);
    }
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "PreferencePair[" + id + ", margin=" + margin + "]";
  }
}
