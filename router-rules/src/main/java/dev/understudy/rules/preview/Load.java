package dev.understudy.rules.preview;

import dev.understudy.rules.Price;
import dev.understudy.rules.Upstream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one upstream would be asked beside what it is asked as a teacher. */
public final class Load {
  private static final double TOKENS_PER_PRICE = 1e6;
  private static final double SECONDS_PER_HOUR = 3600;

  private final Upstream upstream;
  private final Calls served = new Calls();
  private final Calls shadow = new Calls();
  private final Calls all = new Calls();
  private double shadowUsd;
  private long uncounted;

  Load(Upstream upstream) {
    this.upstream = upstream;
  }

  void serve(CapturedRequest request) {
    served.add(request.receivedMicros());
    all.add(request.receivedMicros());
  }

  void shadow(CapturedRequest request) {
    shadow.add(request.receivedMicros());
    all.add(request.receivedMicros());
    Price price = upstream.price();
    if (!request.hasTokens()) {
      uncounted++;
    } else if (price != null) {
      shadowUsd +=
          (request.inputTokens() * price.input().doubleValue()
                  + request.outputTokens() * price.output().doubleValue())
              / TOKENS_PER_PRICE;
    }
  }

  /** The upstream. */
  public Upstream upstream() {
    return upstream;
  }

  /** Requests it would serve as a student. */
  public Calls served() {
    return served;
  }

  /** Requests it would be asked for comparison alone: rehearsals and echoes. */
  public Calls shadow() {
    return shadow;
  }

  /** Both together. */
  public Calls all() {
    return all;
  }

  /**
   * What the shadow calls with captured token counts would have cost in an hour, on the mean over
   * so long; null without a price.
   */
  public @Nullable Double shadowUsdPerHour(Duration span) {
    return upstream.price() == null
        ? null
        : (Double) (shadowUsd / Calls.seconds(span) * SECONDS_PER_HOUR);
  }

  /** How many shadow calls have no captured token counts. */
  public long uncounted() {
    return uncounted;
  }
}
