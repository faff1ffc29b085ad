package dev.understudy.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<String> looked = new ArrayList<>();

  /** Made without a running timer, so that the test alone says when to look. */
  private final Deadlines deadlines = still();

  private Deadlines still() {
    Deadlines made = new Deadlines(vertx);
    made.close();
    return made;
  }

  @AfterEach
  void end() {
    vertx.close().await();
  }

  private final class Named extends Deadlines.Timed {
    private final String name;
    private Runnable onLook = () -> {};

    Named(String name) {
      this.name = name;
    }

    @Override
    protected void look(long nowNanos) {
      looked.add(name);
      onLook.run();
    }
  }

  @Test
  void everyListedOneIsLookedAt() {
    deadlines.add(new Named("a"));
    deadlines.add(new Named("b"));

    deadlines.look(System.nanoTime());

    assertThat(looked).containsExactlyInAnyOrder("a", "b");
    assertThat(deadlines.size()).isEqualTo(2);
  }

  @Test
  void oneThatFailsDoesNotTakeTheOthersLooks() {
    for (String name : List.of("a", "b", "c")) {
      Named each = new Named(name);
      each.onLook =
          () -> {
            throw new IllegalStateException("of " + name);
          };
      deadlines.add(each);
    }

    deadlines.look(System.nanoTime());

    assertThat(looked).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void removedOneIsNotLookedAtAndRemovingAgainDoesNothing() {
    Named gone = new Named("gone");
    deadlines.add(gone);
    deadlines.add(new Named("stays"));

    deadlines.remove(gone);
    deadlines.remove(gone);
    deadlines.look(System.nanoTime());

    assertThat(looked).containsExactly("stays");
    assertThat(deadlines.size()).isEqualTo(1);
  }

  @Test
  void oneMayTakeItselfAndItsNeighboursOffDuringALook() {
    Named first = new Named("first");
    Named second = new Named("second");
    Named third = new Named("third");
    Named fourth = new Named("fourth");
    List.of(fourth, third, second, first).forEach(deadlines::add); // looked at: newest first
    first.onLook =
        () -> {
          deadlines.remove(first);
          deadlines.remove(second);
          deadlines.remove(third);
        };

    deadlines.look(System.nanoTime());

    assertThat(looked).containsExactly("first", "fourth");
    assertThat(deadlines.size()).isEqualTo(1);
  }

  @Test
  void anyOrderOfAddingAndRemovingKeepsTheRest() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Named> listed = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      if (listed.isEmpty() || random.nextInt(5) < 3) {
        Named one = new Named(Integer.toString(i));
        deadlines.add(one);
        listed.add(one);
      } else {
        deadlines.remove(listed.remove(random.nextInt(listed.size())));
      }
    }

    deadlines.look(System.nanoTime());

    assertThat(looked)
        .as("seed " + seed)
        .containsExactlyInAnyOrderElementsOf(listed.stream().map(one -> one.name).toList());
    assertThat(deadlines.size()).isEqualTo(listed.size());
  }

  @Test
  void lateLookIsShownForTenSecondsAndForgottenAfterTwenty() {
    long start = System.nanoTime();
    long second = Duration.ofSeconds(1).toNanos();
    deadlines.look(start);
    deadlines.look(start + second);

    long lag = second - Duration.ofMillis(20).toNanos();
    assertThat(deadlines.worstLagNanos()).isGreaterThanOrEqualTo(lag);
    for (long at = start + second; at < start + 12 * second; at += second / 50) {
      deadlines.look(at);
    }
    assertThat(deadlines.worstLagNanos()).isGreaterThanOrEqualTo(lag);
    for (long at = start + 12 * second; at < start + 24 * second; at += second / 50) {
      deadlines.look(at);
    }
    assertThat(deadlines.worstLagNanos()).isLessThan(second / 50);
  }

  @Test
  void itLooksByItselfOnItsEventLoop() throws InterruptedException {
    CountDownLatch twice = new CountDownLatch(2);
    Named ticking = new Named("ticking");
    ticking.onLook = twice::countDown;

    vertx.runOnContext(now -> new Deadlines(vertx).add(ticking));

    assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
  }
}
