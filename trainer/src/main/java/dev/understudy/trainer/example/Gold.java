package dev.understudy.trainer.example;

import org.jspecify.annotations.Nullable;

/**
 * What people or programs said of the teacher's answer, taken together.
 *
 * @param answer what it should have been, by the newest correction, or null
 * @param label the label of that answer, or the newest word for it, or null
 * @param score the mean score in the application's own scale, or null
 */
public record Gold(@Nullable String answer, @Nullable String label, @Nullable Double score) {

  /** Never the content. */
  @Override
  public String toString() {
    return "Gold[score=" + score + "]";
  }
}
