package dev.understudy.trainer.training.linear;

/** A smooth function of many numbers, to be made small. */
@FunctionalInterface
public interface Objective {
  /**
   * The value at a place.
   *
   * @param at the place; not to be changed
   * @param gradient takes the gradient there; all its numbers are to be set
   */
  double at(double[] at, double[] gradient);
}
