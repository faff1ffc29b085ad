package dev.understudy.sink.upkeep;

import static dev.understudy.sink.upkeep.StoredCaptures.NOON;
import static dev.understudy.sink.upkeep.StoredCaptures.comparison;
import static dev.understudy.sink.upkeep.StoredCaptures.exchange;
import static dev.understudy.sink.upkeep.StoredCaptures.feedback;
import static dev.understudy.sink.upkeep.StoredCaptures.ids;
import static dev.understudy.sink.upkeep.StoredCaptures.recovered;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Table;
import dev.understudy.sink.parquet.Origin;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.spool.SealedSegment;
import dev.understudy.sink.store.FolderStore;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.table.TableFiles;
import dev.understudy.sink.upkeep.Erasure.Erased;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
  private static final UUID ANNS = new UUID(1, 1);
  private static final UUID BOBS = new UUID(2, 2);
  private static final UUID ANNS_NEXT = new UUID(3, 3);
  private static final UUID NOBODYS = new UUID(4, 4);
  private static final Subjects ANN = new Subjects(Set.of("ann@example.org"), Set.of());

  private final HandClock clock = new HandClock();
  private final List<String> notes = new ArrayList<>();
  private Path folder;
  private StoredCaptures captures;
  private SealedSegment mixed;
  private SealedSegment onlyAnns;

  @BeforeEach
  void capture(@TempDir Path temporary) throws IOException {
    folder = temporary;
    captures = new StoredCaptures(temporary);
    mixed =
        captures.capture(
            exchange(ANNS, NOON, "ann@example.org"),
            exchange(BOBS, NOON.plusSeconds(1), "bob"),
            exchange(NOBODYS, NOON.plusSeconds(2), null),
            comparison(ANNS, NOON.plusSeconds(3)),
            comparison(BOBS, NOON.plusSeconds(3)),
            feedback(ANNS, NOON.plusSeconds(7200)));
    onlyAnns = captures.capture(exchange(ANNS_NEXT, NOON.plusSeconds(4), "ann@example.org"));
  }

  @AfterEach
  void closeCaptures() throws IOException {
    captures.close();
  }

  private Erased erase(Store store, Subjects subjects) throws IOException {
    return new Erasure(store, clock, notes::add).run(subjects);
  }

  private void compact() throws IOException {
    new Compaction(captures.store, clock, notes::add)
        .run(EnumSet.allOf(Table.class), clock.instant(), 256L << 20);
  }

  private static void assertOnlyOthersAreThere(Store store) throws IOException {
    assertThat(ids(store, Table.EXCHANGES)).containsExactly(BOBS.toString(), NOBODYS.toString());
    assertThat(ids(store, Table.COMPARISONS)).containsExactly(BOBS.toString());
    assertThat(ids(store, Table.FEEDBACK)).isEmpty();
  }

  @Test
  void allThatTellsOfTheUserIsGoneAndNothingElse() throws IOException {
    Erased erased = erase(captures.store, ANN);

    assertOnlyOthersAreThere(captures.store);
    assertThat(erased.rows())
        .isEqualTo(Map.of(Table.EXCHANGES, 2L, Table.COMPARISONS, 1L, Table.FEEDBACK, 1L));
    assertThat(notes).isEmpty();
  }

  @Test
  void whatTheUserSaidIsNowhereInTheFolder() throws IOException {
    erase(captures.store, ANN);

    try (Stream<Path> files = Files.walk(captures.root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(bytes).as(file.toString()).doesNotContain("ann@example.org");
      }
    }
  }

  @Test
  void onlyTheFilesConcernedAreTouched() throws IOException {
    captures.capture(exchange(new UUID(5, 5), NOON, "bob"));
    List<String> names = captures.names("");
    String others = captures.names("exchanges/").get(2);
    Map<String, String> before = versions();

    Erased erased = erase(captures.store, ANN);

    assertThat(versions()).containsEntry(others, Objects.requireNonNull(before.get(others)));
    assertThat(erased.files()).doesNotContainKey(others).hasSize(4);
    assertThat(captures.names("exchanges/")).isEqualTo(names.subList(1, 4));
  }

  private Map<String, String> versions() throws IOException {
    Map<String, String> versions = new HashMap<>();
    captures.store.list("").forEach(file -> versions.put(file.name(), file.version()));
    return versions;
  }

  @Test
  void aFileKeepsItsOriginAndItsNameEvenWhenNothingIsLeftOfIt() throws IOException {
    String name = captures.names("exchanges/").get(1);
    Origin before = TableFiles.footer(captures.store, name).origin();

    erase(captures.store, ANN);

    Footer after = TableFiles.footer(captures.store, name);
    assertThat(after.origin()).isEqualTo(before);
    assertThat(after.rows()).isZero();
    assertThat(after.erased()).isEqualTo(1);
  }

  @Test
  void aSegmentCarriedAgainBringsNothingBack() throws IOException {
    erase(captures.store, ANN);

    captures.carry(recovered(mixed));
    captures.carry(recovered(onlyAnns));

    assertOnlyOthersAreThere(captures.store);
  }

  @Test
  void rowsThatWereMergedAreFoundAndDoNotComeBackEither() throws IOException {
    compact();

    erase(captures.store, ANN);
    captures.carry(recovered(mixed));
    captures.carry(recovered(onlyAnns));
    compact();

    assertOnlyOthersAreThere(captures.store);
    assertThat(captures.names("exchanges/")).hasSize(1);
  }

  @Test
  void filesWithErasedRowsAreMergedLikeOthers() throws IOException {
    erase(captures.store, ANN);

    compact();
    captures.carry(recovered(onlyAnns));

    assertOnlyOthersAreThere(captures.store);
    assertThat(captures.names("exchanges/")).hasSize(1);
  }

  @Test
  void duckDbReadsWhatIsLeft() throws IOException, SQLException {
    erase(captures.store, ANN);

    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT user_pseudonym), max(request_body) FROM"
                    + " read_parquet('"
                    + captures.root
                    + "/exchanges/**/*.parquet', union_by_name = true)")) {
      rows.next();
      assertThat(rows.getLong(1)).isEqualTo(2);
      assertThat(rows.getLong(2)).isEqualTo(1);
      assertThat(rows.getString(3)).isEqualTo("{\"said\":\"" + NOBODYS + "\"}");
    }
  }

  @Test
  void theReceiptTellsWhatWasDoneAndNotOfWhom() throws IOException {
    Erased erased = erase(captures.store, ANN);

    String text = Files.readString(captures.root.resolve(Objects.requireNonNull(erased.receipt())));
    JsonNode receipt = new ObjectMapper().readTree(text);
    assertThat(receipt.path("kind").asText()).isEqualTo("erasure");
    assertThat(receipt.path("begun_at").asText()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(receipt.path("finished_at").asText()).isEqualTo("2026-02-01T00:00:00Z");
    assertThat(receipt.at("/rows/exchanges").asLong()).isEqualTo(2);
    assertThat(receipt.at("/rows/comparisons").asLong()).isEqualTo(1);
    assertThat(receipt.at("/rows/feedback").asLong()).isEqualTo(1);
    assertThat(receipt.path("files")).hasSize(4);
    assertThat(receipt.path("users_hmac_sha256").get(0).asText()).hasSize(64);
    assertThat(receipt.path("requests_sha256")).hasSize(2);
    assertThat(receipt.path("not_covered").asText()).contains("capture.segment.age");
    assertThat(text).doesNotContain("ann@").doesNotContain(ANNS.toString());
  }

  @Test
  void askedAgainItFindsNothingAndSaysSo() throws IOException {
    erase(captures.store, ANN);
    Map<String, String> before = versions();

    Erased again = erase(captures.store, ANN);

    assertThat(again.rows()).isEmpty();
    assertThat(versions()).containsAllEntriesOf(withoutLease(before));
  }

  private static Map<String, String> withoutLease(Map<String, String> versions) {
    versions.remove("upkeep/lease.json");
    return versions;
  }

  @Test
  void askedAgainItFindsWhatCameLaterOfTheUsersRequests() throws IOException {
    erase(captures.store, ANN);
    captures.capture(feedback(ANNS, NOON.plusSeconds(9000)), comparison(ANNS_NEXT, NOON));

    Erased again = erase(captures.store, ANN);

    assertThat(again.rows()).isEqualTo(Map.of(Table.COMPARISONS, 1L, Table.FEEDBACK, 1L));
    assertOnlyOthersAreThere(captures.store);
  }

  @Test
  void aSingleRequestCanBeErased() throws IOException {
    erase(captures.store, new Subjects(Set.of(), Set.of(BOBS.toString())));

    assertThat(ids(captures.store, Table.EXCHANGES))
        .containsExactly(ANNS.toString(), ANNS_NEXT.toString(), NOBODYS.toString());
    assertThat(ids(captures.store, Table.COMPARISONS)).containsExactly(ANNS.toString());
  }

  @Test
  void lookingTellsTheSameAndTouchesNothing() throws IOException {
    List<String> names = captures.names("");
    Map<String, String> before = versions();

    Erased looked;
    try (FolderStore reading = FolderStore.forReading(captures.root)) {
      looked = new Erasure(reading, clock, notes::add).look(ANN);
    }

    assertThat(looked.receipt()).isNull();
    assertThat(captures.names("")).isEqualTo(names);
    assertThat(versions()).isEqualTo(before);
    Erased erased = erase(captures.store, ANN);
    assertThat(looked.rows()).isEqualTo(erased.rows());
    assertThat(looked.files()).isEqualTo(erased.files());
  }

  @Test
  void rowsThatAGatewayPutsMeanwhileGoToo() throws IOException {
    MortalStore busy =
        new MortalStore(
            captures.store,
            0,
            new MortalStore.Look() {
              private int changes;

              @Override
              public void look() throws IOException {
                if (++changes == 5) {
                  captures.capture(exchange(new UUID(9, 9), NOON, "ann@example.org"));
                }
              }
            });

    erase(busy, ANN);

    assertOnlyOthersAreThere(captures.store);
  }

  @Test
  void brokenOffAnywhereItHarmsNobodyElseAndIsDoneByRunningItAgain() throws IOException {
    compact();
    captures.capture(exchange(new UUID(7, 7), NOON, "ann@example.org"));

    int step = 1;
    for (boolean killed = true; killed; step++) {
      Path copy = folder.resolve("copy-" + step);
      captures.copyTo(copy);
      try (FolderStore store = FolderStore.open(copy);
          FolderStore reading = FolderStore.forReading(copy)) {
        MortalStore mortal = new MortalStore(store, step, () -> assertOthersAreThereOnce(reading));
        killed = !ends(mortal);
        assertOthersAreThereOnce(reading);

        clock.turn(Lease.TERM);
        erase(store, ANN);

        assertOnlyOthersAreThere(reading);
      }
    }
    assertThat(step).isGreaterThan(8);
  }

  private static void assertOthersAreThereOnce(Store store) throws IOException {
    assertThat(ids(store, Table.EXCHANGES))
        .containsOnlyOnce(BOBS.toString(), NOBODYS.toString())
        .doesNotHaveDuplicates();
    assertThat(ids(store, Table.COMPARISONS))
        .containsOnlyOnce(BOBS.toString())
        .doesNotHaveDuplicates();
  }

  private boolean ends(MortalStore store) throws IOException {
    try {
      erase(store, ANN);
      return true;
    } catch (IOException e) {
      assertThat(store.isDead()).isTrue();
      return false;
    }
  }
}
