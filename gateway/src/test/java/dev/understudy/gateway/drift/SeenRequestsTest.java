package dev.understudy.gateway.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeenRequestsTest {
  private static UUID request(long number) {
    return new UUID(0, number);
  }

  @Test
  void requestIsNewOnce() {
    SeenRequests seen = new SeenRequests(10);

    assertThat(seen.isNew(request(1))).isTrue();
    assertThat(seen.isNew(request(2))).isTrue();
    assertThat(seen.isNew(request(1))).isFalse();
  }

  @Test
  void oldestIsForgottenFirst() {
    SeenRequests seen = new SeenRequests(2);

    seen.isNew(request(1));
    seen.isNew(request(2));
    seen.isNew(request(3));

    assertThat(seen.isNew(request(3))).isFalse();
    assertThat(seen.isNew(request(1))).isTrue();
  }
}
