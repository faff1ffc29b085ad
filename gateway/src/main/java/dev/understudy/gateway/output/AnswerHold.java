package dev.understudy.gateway.output;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.exchange.wire.coding.ContentCoding;
import dev.understudy.gateway.output.HeldBack.Extent;
import dev.understudy.gateway.tap.MemoryBudget;
import dev.understudy.rules.Hybrid.Hold;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds one answer back until it is known to be as it must be. An answer in one piece is held
 * whole, up to {@value #MOST_BYTES} bytes; a stream within the usual bounds of a hybrid, where it
 * is judged by its beginning. What is held is taken from a budget. What cannot be held or judged is
 * let go, and noted as such. Used on one event loop.
 */
public final class AnswerHold {
  private static final int MOST_BYTES = 1 << 20;

  private final AnswerCheck check;
  private final String path;
  private final Moderation moderation;
  private final MemoryBudget memory;
  private final HeldBack note;
  private final Consumer<String> refused;
  private final Buffer held = Buffer.buffer();
  private @Nullable String coding;
  private @Nullable Answer judged;
  private boolean stream;
  private boolean full;
  private long takenBytes;
  private long sinceNanos;

  /**
   * For one answer.
   *
   * @param path the request's path, which names the API
   * @param moderation asks the check's moderator
   * @param memory what is held is taken from there
   * @param note is told how far the answer was looked at
   * @param refused hears what the answer failed, in the word of the rules, where it is refused
   */
  public AnswerHold(
      AnswerCheck check,
      String path,
      Moderation moderation,
      MemoryBudget memory,
      HeldBack note,
      Consumer<String> refused) {
    this.check = check;
    this.path = path;
    this.moderation = moderation;
    this.memory = memory;
    this.note = note;
    this.refused = refused;
  }

  /** Whether an answer with that head is to be held at all. */
  public boolean begins(int status, MultiMap headers) {
    String type = headers.get(HttpHeaders.CONTENT_TYPE);
    stream = type != null && type.startsWith("text/event-stream");
    coding = headers.get(HttpHeaders.CONTENT_ENCODING);
    boolean json = type != null && type.startsWith("application/json");
    if (status != 200 || !(stream || json)) {
      return false;
    }
    if (!stream && announcedBytes(headers) > MOST_BYTES) {
      note.note(Extent.UNTOLD);
      return false;
    }
    return true;
  }

  private static long announcedBytes(MultiMap headers) {
    String length = headers.get(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length.strip());
  }

  /** Keeps the next piece. */
  public void keep(Buffer piece) {
    if (held.length() == 0) {
      sinceNanos = System.nanoTime();
    }
    if (!full && memory.take(piece.length())) {
      takenBytes += piece.length();
    } else {
      full = true; // it is to be let go at once
    }
    held.appendBuffer(piece);
  }

  /** What was kept. */
  public Buffer held() {
    return held;
  }

  /**
   * Whether no more is to be held. Time counts from the first piece on.
   *
   * @param nowNanos {@link System#nanoTime()}
   */
  public boolean isOver(long nowNanos) {
    boolean late = held.length() > 0 && nowNanos - sinceNanos > Hold.USUAL.time().toNanos();
    return full || (stream && late) || held.length() > (stream ? Hold.USUAL.bytes() : MOST_BYTES);
  }

  /**
   * Whether the answer must not be given to the client, by all that can be told here; if so, that
   * is told.
   *
   * @param whole whether it is all there
   */
  public boolean refuses(boolean whole) {
    if (full || (!whole && !stream)) {
      note.note(Extent.UNTOLD);
      return false;
    }
    byte[] bytes = held.getBytes();
    byte[] decoded = coding == null ? bytes : ContentCoding.decode(bytes, coding, MOST_BYTES);
    Answer answer = decoded == null ? null : WireReader.answer(path, decoded);
    return whole ? refusesWhole(answer, decoded != null) : refusesBeginning(answer);
  }

  private boolean refusesWhole(@Nullable Answer answer, boolean readable) {
    if (!readable || (answer == null && !WireReader.answersWithText(path))) {
      note.note(Extent.UNTOLD);
      return false;
    }
    judged = answer;
    note.note(Extent.WHOLE);
    return tell(check.failure(answer, path));
  }

  private boolean refusesBeginning(@Nullable Answer answer) {
    note.note(Extent.BEGINNING);
    return answer != null && tell(check.failureSoFar(answer));
  }

  private boolean tell(@Nullable String failed) {
    if (failed != null) {
      refused.accept(failed);
    }
    return failed != null;
  }

  /**
   * Whether a whole answer that {@link #refuses} did not refuse must not be given to the client by
   * what its moderator says; if so, that is told. Null where nobody is to be asked.
   */
  public @Nullable Future<Boolean> asked() {
    Answer answer = judged;
    List<AnswerCheck> checks = List.of(check);
    if (answer == null || !Moderated.isNeeded(checks, answer)) {
      return null;
    }
    return Moderated.by(checks, answer, moderation, Hold.USUAL.time())
        .map(
            told -> {
              note.note(told.untold() ? Extent.UNTOLD : Extent.WHOLE);
              return tell(told.failure());
            });
  }

  /** Gives back what was taken of the budget; what is held belongs to somebody else from now on. */
  public void giveBack() {
    memory.giveBack(takenBytes);
    takenBytes = 0;
  }
}
