package dev.understudy.sink.upkeep;

import static dev.understudy.sink.upkeep.StoredCaptures.NOON;
import static dev.understudy.sink.upkeep.StoredCaptures.comparison;
import static dev.understudy.sink.upkeep.StoredCaptures.exchange;
import static dev.understudy.sink.upkeep.StoredCaptures.ids;
import static dev.understudy.sink.upkeep.StoredCaptures.recovered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.store.StoredFile;
import dev.understudy.sink.store.s3.LocalS3;
import dev.understudy.sink.store.s3.S3Settings;
import dev.understudy.sink.store.s3.S3Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The upkeep of what lies in a bucket of S3. */
class UpkeepInS3Test {
  private static final long TARGET = 256L * 1024 * 1024;
  private static LocalS3 s3;

  private final HandClock clock = new HandClock();
  private final List<String> notes = new ArrayList<>();
  private StoredCaptures captures;

  @BeforeAll
  static void startS3() throws Exception {
    s3 = LocalS3.start();
  }

  @AfterAll
  static void stopS3() throws Exception {
    s3.stop();
  }

  @BeforeEach
  void openCaptures(@TempDir Path folder) throws Exception {
    S3Store store =
        S3Store.open(
            s3.bucket(),
            S3Settings.DEFAULTS.withEndpoint(s3.endpoint()).withRegion("us-east-1"),
            folder.resolve("staging"),
            LocalS3.credentials());
    captures = new StoredCaptures(folder, store);
  }

  @AfterEach
  void closeCaptures() throws Exception {
    captures.close();
  }

  @Test
  void whatIsMergedErasedAndCarriedAgainIsThereOnceOrNotAtAll() throws Exception {
    UUID one = new UUID(1, 1);
    UUID two = new UUID(2, 2);
    UUID three = new UUID(3, 3);
    SealedSegment first = captures.capture(exchange(one, NOON, "ann"), comparison(one, NOON));
    captures.capture(exchange(two, NOON, "bob"));
    captures.capture(exchange(three, NOON, "bob"));

    new Compaction(captures.store, clock, notes::add)
        .run(Set.of(Table.EXCHANGES), NOON.plus(Duration.ofHours(2)), TARGET);
    assertThat(captures.store.list("exchanges/")).extracting(StoredFile::name).hasSize(1);
    assertThat(ids(captures.store, Table.EXCHANGES))
        .containsExactlyInAnyOrder(one.toString(), two.toString(), three.toString());

    captures.carry(recovered(first)); // killed before its segment was deleted
    assertThat(ids(captures.store, Table.EXCHANGES)).hasSize(3);

    new Erasure(captures.store, clock, notes::add).run(new Subjects(Set.of("ann"), Set.of()));
    captures.carry(recovered(first));
    assertThat(ids(captures.store, Table.EXCHANGES))
        .containsExactlyInAnyOrder(two.toString(), three.toString());
    assertThat(ids(captures.store, Table.COMPARISONS)).isEmpty();
    assertThat(captures.store.list("receipts/")).isNotEmpty();

    new Expiry(captures.store, clock).run(Set.of(Table.EXCHANGES), NOON.plus(Duration.ofDays(1)));
    assertThat(captures.store.list("exchanges/")).isEmpty();
  }
}
