package dev.understudy.sink.upkeep;

import static dev.understudy.sink.upkeep.StoredCaptures.NOON;
import static dev.understudy.sink.upkeep.StoredCaptures.comparison;
import static dev.understudy.sink.upkeep.StoredCaptures.exchange;
import static dev.understudy.sink.upkeep.StoredCaptures.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Table;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.upkeep.Expiry.Expired;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {
  private static final Set<Table> ALL = EnumSet.allOf(Table.class);
  private static final UUID OLD = new UUID(1, 1);
  private static final UUID YOUNG = new UUID(2, 2);
  private static final Instant ONE = NOON.plusSeconds(3600);

  private final HandClock clock = new HandClock();
  private final List<String> notes = new ArrayList<>();
  private StoredCaptures captures;

  @BeforeEach
  void capture(@TempDir Path folder) throws IOException {
    captures = new StoredCaptures(folder);
    captures.capture(exchange(OLD, NOON, null), comparison(OLD, NOON));
    captures.capture(exchange(OLD, ONE.minusMillis(1), null), exchange(YOUNG, ONE, null));
  }

  @AfterEach
  void closeCaptures() throws IOException {
    captures.close();
  }

  private Expired expire(Set<Table> tables, Instant before) throws IOException {
    return new Expiry(captures.store, clock).run(tables, before);
  }

  @Test
  void hoursThatWereOverByThenGo() throws IOException {
    Expired expired = expire(ALL, ONE);

    assertThat(ids(captures.store, Table.EXCHANGES)).containsExactly(YOUNG.toString());
    assertThat(ids(captures.store, Table.COMPARISONS)).isEmpty();
    assertThat(expired.files()).extracting(part -> part.names().size()).containsExactly(2, 1);
    assertThat(expired.files()).allSatisfy(part -> assertThat(part.bytes()).isPositive());
  }

  @Test
  void anHourThatWasNotOverStaysWhole() throws IOException {
    List<String> before = captures.names("");

    assertThat(expire(ALL, ONE.minusMillis(1)).files()).isEmpty();

    assertThat(captures.names("exchanges/")).hasSize(3);
    assertThat(captures.names("receipts/")).isEmpty();
    assertThat(captures.names("")).containsAll(before);
  }

  @Test
  void otherTablesStay() throws IOException {
    expire(EnumSet.of(Table.COMPARISONS), ONE);

    assertThat(captures.names("exchanges/")).hasSize(3);
    assertThat(captures.names("comparisons/")).isEmpty();
  }

  @Test
  void mergedFilesGoLikeOthers() throws IOException {
    new Compaction(captures.store, clock, notes::add).run(ALL, clock.instant(), 256L << 20);

    expire(ALL, ONE);

    assertThat(captures.names("exchanges/")).hasSize(1);
    assertThat(ids(captures.store, Table.EXCHANGES)).containsExactly(YOUNG.toString());
  }

  @Test
  void theReceiptNamesTheFiles() throws IOException {
    List<String> before = captures.names("exchanges/");

    Expired expired = expire(ALL, ONE);

    JsonNode receipt =
        new ObjectMapper()
            .readTree(
                Files.readString(captures.root.resolve(Objects.requireNonNull(expired.receipt()))));
    assertThat(receipt.path("kind").asText()).isEqualTo("expiry");
    assertThat(receipt.path("hours_before").asText()).isEqualTo("2026-01-31T13:00:00Z");
    assertThat(receipt.path("finished_at").asText()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(receipt.at("/tables/exchanges/files").asInt()).isEqualTo(2);
    assertThat(receipt.at("/tables/exchanges/names/0").asText()).isEqualTo(before.get(0));
  }

  @Test
  void lookingTouchesNothing() throws IOException {
    List<String> before = captures.names("");

    try (FolderStore reading = FolderStore.forReading(captures.root)) {
      Expired looked = new Expiry(reading, clock).look(ALL, ONE);

      assertThat(looked.files()).hasSize(2);
      assertThat(looked.receipt()).isNull();
    }
    assertThat(captures.names("")).isEqualTo(before);
  }
}
