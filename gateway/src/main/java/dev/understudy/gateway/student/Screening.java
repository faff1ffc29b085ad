package dev.understudy.gateway.student;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one answer of a student while the teacher can still be asked instead. It is given
 * the head, then the pieces, then perhaps the end, and after each is asked no more once it has
 * decided. Used on one event loop.
 */
public interface Screening {
  /** What a look at an answer comes to. */
  enum Look {
    /** More of it must come. */
    WAIT,
    /** It may be served. */
    SERVE,
    /** It may be served unless others, who are to be asked now, speak against it. */
    ASK,
    /** It must not be served: the student failed. */
    REFUSE,
    /** It could be served, but is not good enough: the teacher is to be asked. */
    WITHHOLD
  }

  /** Looks at the head of the answer. */
  Look head(int status, MultiMap headers);

  /** Looks at the next piece, which it keeps. */
  Look piece(Buffer piece);

  /** Looks at the answer once it has ended. */
  Look end();

  /** Looks at what is there, as {@link #patience} is over. */
  Look late();

  /**
   * Asks others about an answer that has ended; only after {@link Look#ASK}. Comes to {@code SERVE}
   * or {@code WITHHOLD}, and never fails.
   *
   * @param left how long it may take
   */
  default Future<Look> ask(Duration left) {
    throw new IllegalStateException("nobody is to be asked");
  }

  /** How long it may take to decide, counted from the asking; null for as long as it takes. */
  @Nullable Duration patience();

  /** Keeps a piece that changes nothing any more. */
  void keep(Buffer piece);

  /** The most bytes of the answer that are worth keeping. */
  long mostBytes();

  /** All that was kept of the answer. */
  Buffer held();

  /** Why it is withheld, in a word such as {@code low_confidence}; empty before that. */
  String reason();
}
