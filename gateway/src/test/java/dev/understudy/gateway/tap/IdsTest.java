package dev.understudy.gateway.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void layoutIsThatOfVersion7() {
    UUID id = new Ids(() -> 0x017F22E279B0L, 7).next(); // the time of RFC 9562, appendix A.6

    assertThat(id.toString()).startsWith("017f22e2-79b0-7");
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void theySortByTime() {
    AtomicLong clock = new AtomicLong(1);
    Ids ids = new Ids(clock::get, 7);
    String before = "";
    for (int i = 0; i < 1000; i++) {
      clock.incrementAndGet();
      String next = ids.next().toString();
      assertThat(next).isGreaterThan(before);
      before = next;
    }
  }

  @Test
  void oneMillisecondHasRoomForMany() {
    Ids ids = new Ids(() -> 1, 7);
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < 100_000; i++) {
      assertThat(seen.add(ids.next())).isTrue();
    }
  }

  @Test
  void otherSeedsGiveOtherIds() {
    assertThat(Ids.ofSystem().next()).isNotEqualTo(Ids.ofSystem().next());
  }
}
