package dev.understudy.exchange.ngram;

/**
 * What reading a text needs of memory, kept for the thread's next text: fresh memory takes longer
 * than the reading.
 */
final class Scratch {
  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  private final AsciiRuns ascii = new AsciiRuns();
  private final Places places = new Places();

  private Scratch() {}

  /** That of the calling thread, to be used until its next text. */
  static Scratch ofThread() {
    return OF_THREAD.get();
  }

  AsciiRuns ascii() {
    return ascii;
  }

  Places places() {
    return places;
  }
}
