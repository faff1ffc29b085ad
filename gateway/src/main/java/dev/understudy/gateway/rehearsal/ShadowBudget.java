package dev.understudy.gateway.rehearsal;

import dev.understudy.rules.Launch;
import dev.understudy.rules.Price;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the shadow calls of one route may take of bytes and money. Safe for every thread. */
public final class ShadowBudget {
  private static final double TOKENS_PER_BYTE = 0.25;
  private static final double SECONDS_PER_HOUR = 3600;

  private final @Nullable Allowance bytes;
  private final @Nullable Allowance usd;
  private final @Nullable Price price;

  /**
   * A full budget.
   *
   * @param price what the student costs, or null where that is not known
   */
  public ShadowBudget(Launch.Budget budget, @Nullable Price price) {
    long now = System.nanoTime();
    Long perSecond = budget.bytesPerSecond();
    BigDecimal perHour = budget.usdPerHour();
    this.bytes = perSecond == null ? null : new Allowance((double) perSecond, 1, now);
    this.usd =
        perHour == null || price == null
            ? null
            : new Allowance(perHour.doubleValue() / SECONDS_PER_HOUR, 60, now);
    this.price = price;
  }

  /** Takes what a request takes, or answers why it may not be made. */
  @Nullable NotMade take(long requestBytes) {
    long now = System.nanoTime();
    if (usd != null && !usd.tryTake(inputUsd(requestBytes * TOKENS_PER_BYTE), now)) {
      return NotMade.USD_PER_HOUR;
    }
    if (bytes != null && !bytes.tryTake((double) requestBytes, now)) {
      if (usd != null) {
        usd.book(-inputUsd(requestBytes * TOKENS_PER_BYTE));
      }
      return NotMade.BYTES_PER_SECOND;
    }
    return null;
  }

  /**
   * Books what an answer took.
   *
   * @param outputTokens the tokens of the answer, or null where they were not told
   */
  void answered(long answerBytes, @Nullable Long outputTokens) {
    if (bytes != null) {
      bytes.book((double) answerBytes);
    }
    if (usd != null && price != null) {
      double tokens = outputTokens == null ? answerBytes * TOKENS_PER_BYTE : (double) outputTokens;
      usd.book(price.output().doubleValue() * tokens / 1e6);
    }
  }

  private double inputUsd(double tokens) {
    return price == null ? 0 : price.input().doubleValue() * tokens / 1e6;
  }
}
