package dev.understudy.sink.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Table;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.StoreAround;
import dev.understudy.sink.table.UpkeepState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private final HandClock clock = new HandClock();
  private FolderStore store;

  @BeforeEach
  void openStore(@TempDir Path folder) throws IOException {
    store = FolderStore.open(folder.resolve("captures"));
  }

  @AfterEach
  void closeStore() throws IOException {
    store.close();
  }

  @Test
  void aSecondJobIsRefusedAndToldWhoIsAtWork() throws IOException {
    try (Lease first = Lease.take(store, "compact", clock)) {
      first.confirm();

      assertThatThrownBy(
              () -> new Expiry(store, clock).run(EnumSet.allOf(Table.class), clock.instant()))
          .isInstanceOf(IOException.class)
          .hasMessageMatching(
              ".*captures is being worked on: 'compact' \\(.+, process "
                  + ProcessHandle.current().pid()
                  + "\\) began at 2026-02-01T00:00:00Z and has it until 2026-02-01T00:02:00Z"
                  + " unless it goes on; wait for it, or that long if it died");
    }
  }

  @Test
  void theNextJobMayBeginWhenTheFirstHasEnded() throws IOException {
    Lease.take(store, "compact", clock).close();

    try (Lease second = Lease.take(store, "expire", clock)) {
      assertThatCode(second::confirm).doesNotThrowAnyException();
    }
  }

  @Test
  void theLeaseOfAJobThatDiedEndsByItself() throws IOException {
    Lease dead = Lease.take(store, "compact", clock);
    clock.turn(Lease.TERM);

    try (Lease second = Lease.take(store, "expire", clock)) {
      assertThatCode(second::confirm).doesNotThrowAnyException();
      assertThatThrownBy(dead::confirm)
          .hasMessageMatching(
              "'compact' on .*captures was held up for too long, and another job may have begun:"
                  + " run it again, and erasures that ran meanwhile too");
      dead.close();
      assertThatCode(second::confirm).doesNotThrowAnyException();
    }
  }

  @Test
  void aJobThatWasOvertakenMayNotAnnounceADeletion() throws IOException {
    Lease slow = Lease.take(store, "compact", clock);
    clock.turn(Lease.TERM);
    Lease.take(store, "expire", clock).close();

    assertThatThrownBy(() -> slow.announce("exchanges/")).isInstanceOf(IOException.class);
    assertThat(UpkeepState.read(store).changes()).isZero();
    slow.close();
  }

  @Test
  void aJobThatGoesOnKeepsTheStoreToItself() throws IOException {
    try (Lease first = Lease.take(store, "compact", clock)) {
      for (int i = 0; i < 10; i++) {
        clock.turn(Duration.ofSeconds(90));
        first.confirm();
      }

      assertThatThrownBy(() -> Lease.take(store, "expire", clock)).hasMessageContaining("compact");
    }
  }

  @Test
  void anAnswerThatGotLostIsFoundOut() throws IOException {
    StoreAround deaf =
        new StoreAround(store) {
          @Override
          public @Nullable String replaceIf(String name, @Nullable String expected, byte[] bytes)
              throws IOException {
            super.replaceIf(name, expected, bytes);
            throw new IOException("the connection broke");
          }
        };

    try (Lease lease = Lease.take(deaf, "compact", clock)) {
      lease.announce("exchanges/a/");
      lease.announce("exchanges/b/");
    }

    UpkeepState after = UpkeepState.read(store);
    assertThat(after.holder()).isNull();
    assertThat(after.changes()).isEqualTo(2);
    assertThat(after.folders()).containsEntry("exchanges/b/", 2L);
  }

  @Test
  void onlyTheLatestAnnouncementsAreListed() throws IOException {
    UpkeepState state = UpkeepState.read(store);
    for (int i = 0; i < 1005; i++) {
      state = state.announcing("exchanges/" + i + "/");
    }

    assertThat(state.folders()).hasSize(1000).doesNotContainKey("exchanges/4/");
    assertThat(state.floor()).isEqualTo(5);
    store.replaceIf(UpkeepState.NAME, null, state.toBytes());
    assertThat(UpkeepState.of(Objects.requireNonNull(store.read(UpkeepState.NAME))))
        .isEqualTo(state);
  }
}
