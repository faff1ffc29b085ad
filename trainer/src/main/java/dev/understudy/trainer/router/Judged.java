package dev.understudy.trainer.router;

import org.jspecify.annotations.Nullable;

/**
 * What is known of the two answers to a request.
 *
 * @param agrees whether the student answered as the teacher did
 * @param gold who of them is right, or null where nobody said what is
 */
record Judged(boolean agrees, @Nullable Gold gold) {
  /**
   * Who is right.
   *
   * @param student whether the student is
   * @param teacher whether the teacher is
   */
  record Gold(boolean student, boolean teacher) {}

  /**
   * Whether nothing is lost by asking the student: it is right, or the teacher is wrong as well.
   * Where nobody said what is right, it answers as the teacher does.
   */
  boolean isAsGood() {
    return gold == null ? agrees : gold.student() || !gold.teacher();
  }
}
