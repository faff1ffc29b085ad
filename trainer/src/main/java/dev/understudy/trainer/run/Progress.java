package dev.understudy.trainer.run;

/** Is told what is being done, to show it. */
public interface Progress {

  /** A stage begins, or another part of the work, such as the exports. */
  void begin(String part);

  /** It is done. */
  void end(Manifest made);

  /** It needs not be done: it was before. */
  void reused(Manifest made);

  /** Nothing is being done any more, whether it ended well or not. */
  void stop();
}
