package dev.understudy.gateway.feedback;

import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Feedback;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.Receipt;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one way by which feedback gets into the capture, whoever gives it. Safe for every thread.
 *
 * @param capture where it goes
 * @param redaction takes out of feedback what must not be stored, or null
 * @param instance this gateway's name
 * @param clock tells when feedback is given
 */
public record FeedbackIntake(
    Capture capture, @Nullable UnaryOperator<Entry> redaction, String instance, Clock clock) {
  public FeedbackIntake {
    Objects.requireNonNull(capture, "capture");
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(clock, "clock");
  }

  /** When feedback that comes now is given. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Gives feedback to the capture.
   *
   * @param settled hears, once and on any thread, what became of it
   */
  public void give(Feedback feedback, Consumer<Receipt> settled) {
    capture.offer(feedback, redaction, settled);
  }
}
