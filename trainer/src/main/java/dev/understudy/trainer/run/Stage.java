package dev.understudy.trainer.run;

import java.io.IOException;

/** One step on the way from captures to a training set. */
public interface Stage {

  /** Its name in tables, folders and reasons, such as {@code dedupe}. */
  String name();

  /**
   * All that decides its result besides what goes in and the seed, as a value that {@link
   * CanonicalJson} can write.
   */
  Object settings();

  /**
   * Does its work: reads what goes in, writes what comes out.
   *
   * @throws IOException if that could not be done; the message names the file and the remedy
   */
  void run(StageWork work) throws IOException;
}
