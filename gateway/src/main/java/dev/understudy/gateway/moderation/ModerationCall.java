package dev.understudy.gateway.moderation;

import dev.understudy.gateway.downstream.Failure;
import dev.understudy.gateway.output.Moderation.Verdict;
import dev.understudy.gateway.relay.Asking;
import dev.understudy.gateway.tracing.CallTrace;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One question to a moderator, of whose answer no more than {@value #MOST_BYTES} bytes are read.
 */
final class ModerationCall implements Asking.Listener {
  private static final int MOST_BYTES = 256 << 10;

  private final Moderator moderator;
  private final int texts;
  private final CallTrace trace;
  private final Promise<Verdict> verdict;
  private final Buffer said = Buffer.buffer();
  private final long startedNanos = System.nanoTime();
  private @Nullable Asking asking;
  private int status;

  ModerationCall(Moderator moderator, int texts, CallTrace trace, Promise<Verdict> verdict) {
    this.moderator = moderator;
    this.texts = texts;
    this.trace = trace;
    this.verdict = verdict;
  }

  void started(Asking begun) {
    asking = begun;
  }

  /** It cannot be put into words. */
  void unasked() {
    moderator.guard().abandoned();
    moderator.counted("unwritable");
    verdict.complete(Verdict.UNKNOWN);
  }

  @Override
  public void answered(HttpClientResponse head) {
    status = head.statusCode();
  }

  @Override
  public void piece(Buffer piece) {
    if (said.length() + piece.length() > MOST_BYTES) {
      if (asking != null) {
        asking.cancel();
      }
      moderator.guard().failed(nanos());
      over(Verdict.UNKNOWN, "unusable");
    } else {
      said.appendBuffer(piece);
    }
  }

  @Override
  public void ended() {
    Verdict heard = status == 200 ? ModerationText.said(said.getBytes(), texts) : Verdict.UNKNOWN;
    if (status == 200 && heard == Verdict.UNKNOWN) {
      moderator.guard().failed(nanos());
    } else {
      moderator.guard().answered(status, nanos());
    }
    over(heard, heard == Verdict.UNKNOWN ? "unusable" : heard.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void failed(Failure why) {
    moderator.guard().failed(nanos());
    over(Verdict.UNKNOWN, why.isTimeout() ? "late" : "failed");
  }

  private long nanos() {
    return System.nanoTime() - startedNanos;
  }

  private void over(Verdict heard, String outcome) {
    moderator.took(Duration.ofNanos(nanos()));
    trace.ended(outcome, heard == Verdict.UNKNOWN);
    moderator.counted(outcome);
    verdict.complete(heard);
  }
}
