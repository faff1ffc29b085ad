package dev.understudy.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void aShareSmallerThanAnyBucketIsOneBucket() {
    assertThat(new Share(new BigDecimal("1e-100")).threshold()).isEqualTo(1);
  }

  @Test
  void aShareWhoseDigitsWouldTakeAllMemoryIsRefused() {
    assertThatThrownBy(() -> new Share(new BigDecimal("1e-999999999")).threshold())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a share must have at most 100 digits, got 999999999");
  }
}
