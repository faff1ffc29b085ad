package dev.understudy.exchange.wire;

import dev.understudy.exchange.Answer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one API's answer, whole or event by event, into one value. Made for one answer. */
interface AnswerReader {
  /** Reads the object of an answer that was not streamed; the walk stands on it. */
  void readWhole(Json json) throws IOException;

  /**
   * Reads the object of one event of a streamed answer; the walk stands on it.
   *
   * @param name the event's name, or null where it has none
   */
  void readEvent(@Nullable String name, Json json) throws IOException;

  /** What was read so far; members are null where nothing was. */
  Answer answer();
}
