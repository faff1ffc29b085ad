package dev.understudy.gateway.student;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.wire.Confidence;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.output.AnswerCheck;
import dev.understudy.gateway.output.HeldBack;
import dev.understudy.gateway.output.HeldBack.Extent;
import dev.understudy.gateway.output.Moderated;
import dev.understudy.gateway.output.Moderation;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Holds a student's answer back until it is known to be good enough, or a bound is met. An answer
 * in one piece is held whole. A stream is held until all is decided; where a bound is met before,
 * it is let go if nothing needs the whole of it and its beginning is fine, and else withheld. Once
 * let go, it is not looked at any more. A stream that is held to its end must say why it ended, and
 * one of completions must end with {@code [DONE]}; else the student failed.
 */
public final class Cascade implements Screening {
  private final CascadeTerms terms;
  private final String path;
  private final Screen screen;
  private final Moderation moderation;
  private final HeldBack note;
  private boolean usable;
  private @Nullable String said;
  private @Nullable Double confidence;
  private @Nullable Answer judged;
  private String reason = "";

  /**
   * For one answer.
   *
   * @param streamAsked whether the client asked for a stream
   * @param path the request's path, which names the API
   */
  public Cascade(CascadeTerms terms, boolean streamAsked, String path) {
    this(terms, streamAsked, path, Moderation.NONE, new HeldBack());
  }

  /**
   * The same, with moderators to ask.
   *
   * @param note is told how far an answer that is served was looked at
   */
  public Cascade(
      CascadeTerms terms, boolean streamAsked, String path, Moderation moderation, HeldBack note) {
    this.terms = terms;
    this.path = path;
    this.moderation = moderation;
    this.note = note;
    this.screen = new Screen(streamAsked);
  }

  @Override
  public Look head(int status, MultiMap headers) {
    Look look = screen.head(status, headers);
    said = headers.get(Confidence.HEADER);
    confidence = Confidence.said(said);
    Double least = terms.confident();
    boolean low = least != null && confidence != null && confidence < least;
    return look == Look.WAIT && low && screen.isStream() ? withheld("low_confidence") : look;
  }

  @Override
  public Look piece(Buffer piece) {
    Look look = screen.piece(piece);
    if (look == Look.REFUSE) {
      return look;
    }
    boolean tooLong = screen.held().length() > terms.hold().bytes();
    if (!screen.isStream()) {
      return tooLong ? withheld("hold_bytes") : Look.WAIT;
    }
    usable |= look == Look.SERVE;
    if (!usable) {
      return Look.WAIT;
    }
    if (isConfident() && terms.checks().isEmpty()) {
      return Look.SERVE;
    }
    if (tooLong) {
      return bounded("hold_bytes");
    }
    return screen.events() > terms.hold().tokens() ? bounded("hold_tokens") : Look.WAIT;
  }

  @Override
  public Look end() {
    if (screen.isStream() ? !usable : screen.end() == Look.REFUSE) {
      return Look.REFUSE;
    }
    Answer answer = answer();
    if ((screen.isStream() && !isWhole(answer)) || (answer != null && answer.error() != null)) {
      return Look.REFUSE;
    }
    if (answer == null && !terms.checks().isEmpty()) {
      return Look.REFUSE; // nothing that could be checked
    }
    Double least = terms.confident();
    if (least != null) {
      Double sure = Confidence.of(said, answer == null ? null : answer.logprobs());
      if (sure == null || sure < least) {
        return withheld(sure == null ? "no_confidence" : "low_confidence");
      }
    }
    for (AnswerCheck check : terms.checks()) {
      String failed = answer == null ? null : check.failure(answer, path);
      if (failed != null) {
        return withheld("check_" + failed);
      }
    }
    if (answer != null && Moderated.isNeeded(terms.checks(), answer)) {
      judged = answer;
      return Look.ASK;
    }
    return served(Extent.WHOLE);
  }

  @Override
  public Future<Look> ask(Duration left) {
    Answer answer = Objects.requireNonNull(judged, "nobody is to be asked");
    return Moderated.by(terms.checks(), answer, moderation, left)
        .map(
            told ->
                told.failure() != null
                    ? withheld("check_" + told.failure())
                    : served(told.untold() ? Extent.UNTOLD : Extent.WHOLE));
  }

  private Look served(Extent seen) {
    note.note(seen);
    return Look.SERVE;
  }

  /** Whether a stream that ended came to its end: HTTP alone does not tell. */
  private boolean isWhole(@Nullable Answer answer) {
    boolean told = answer != null && answer.finishReason() != null;
    return told && (screen.isDone() || !path.endsWith("/completions"));
  }

  @Override
  public Look late() {
    return usable ? bounded("hold_time") : withheld("hold_time");
  }

  /** Decides by the beginning of a stream, as no more of it can be waited for. */
  private Look bounded(String bound) {
    if (!isConfident()) {
      return withheld(bound);
    }
    Answer begun = answer();
    for (AnswerCheck check : terms.checks()) {
      if (check.needsMoreThan(begun)) {
        return withheld(bound);
      }
      String failed = begun == null ? null : check.failureSoFar(begun);
      if (failed != null) {
        return withheld("check_" + failed);
      }
    }
    return served(Extent.BEGINNING);
  }

  /** Whether it is known before the end that confidence does not speak against the answer. */
  private boolean isConfident() {
    Double least = terms.confident();
    return least == null || (confidence != null && confidence >= least);
  }

  private @Nullable Answer answer() {
    return WireReader.answer(path, screen.held().getBytes());
  }

  private Look withheld(String why) {
    reason = why;
    return Look.WITHHOLD;
  }

  @Override
  public @Nullable Duration patience() {
    return terms.hold().time();
  }

  @Override
  public void keep(Buffer piece) {
    screen.keep(piece);
  }

  @Override
  public long mostBytes() {
    return terms.hold().bytes();
  }

  @Override
  public Buffer held() {
    return screen.held();
  }

  @Override
  public String reason() {
    return reason;
  }
}
