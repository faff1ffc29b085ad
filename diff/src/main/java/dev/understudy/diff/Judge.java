package dev.understudy.diff;

/** Compares two answers that are there to be compared. Pure and thread-safe. */
interface Judge {
  /** The word for it in findings. */
  String word();

  /** Judges; differences, remarks and measures go into the draft, which makes the finding. */
  Finding judge(Said teacher, Said student, Draft draft);
}
