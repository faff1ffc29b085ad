package dev.understudy.sink.upkeep;

import static dev.understudy.sink.upkeep.StoredCaptures.comparison;
import static dev.understudy.sink.upkeep.StoredCaptures.exchange;
import static dev.understudy.sink.upkeep.StoredCaptures.ids;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Table;
import dev.understudy.sink.inspect.CapturesCommand;
import dev.understudy.sink.redaction.PseudonymKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class UpkeepCommandsTest {
  private static final UUID OLD = new UUID(1, 1);
  private static final UUID NEW = new UUID(2, 2);

  private Path folder;
  private StoredCaptures captures;
  private String place;

  @BeforeEach
  void capture(@TempDir Path temporary) throws IOException {
    folder = temporary;
    captures = new StoredCaptures(temporary);
    place = captures.root.toString();
    Instant old = Instant.now().minus(Duration.ofDays(100));
    captures.capture(exchange(OLD, old, "ann"), comparison(OLD, old));
    captures.capture(exchange(UUID.randomUUID(), old, "bob"));
    captures.capture(exchange(NEW, Instant.now(), "ann"));
  }

  @AfterEach
  void closeCaptures() throws IOException {
    captures.close();
  }

  @Test
  void expireDeletesWhatIsOldAndTellsHowMuch() throws IOException {
    Run run = run("expire", place, "--older-than", "90d");

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .matches(
            """
            exchanges: deleted 2 files of [\\d.]+ KiB
            comparisons: deleted 1 files of [\\d.]+ KiB
            receipt: receipts/expiry-\\d{8}T\\d{9}Z-[0-9a-f]{8}\\.json
            """);
    assertThat(ids(captures.store, Table.EXCHANGES)).containsExactly(NEW.toString());
    assertThat(run("expire", place, "--older-than", "90d").out())
        .startsWith("nothing is of an hour that was over at 20");
  }

  @Test
  void compactMergesAndTellsWhere() throws IOException {
    Run dry = run("compact", place, "--dry-run");
    Run run = run("compact", place);

    assertThat(dry.out()).contains("would merge 2 files of ").endsWith(" into 1\n");
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .matches(
            """
            exchanges/date=\\d{4}-\\d\\d-\\d\\d/hour=\\d\\d/: 2 files of [\\d.]+ KiB
            merged 2 files of [\\d.]+ KiB into 1 of [\\d.]+ KiB
            """);
    assertThat(run("compact", place, "--target", "1MiB").out()).isEqualTo("nothing to merge\n");
  }

  @Test
  void eraseTellsCountsForScriptsToo() throws IOException {
    JsonNode looked =
        new ObjectMapper()
            .readTree(run("erase", place, "--user", "ann", "--dry-run", "--json").out());
    Run run = run("erase", place, "--user", "ann");

    assertThat(looked.at("/rows/exchanges").asInt()).isEqualTo(2);
    assertThat(looked.path("files").asInt()).isEqualTo(3);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .startsWith(
            "exchanges: erased 2 rows\ncomparisons: erased 1 rows\nfeedback: erased 0 rows\n")
        .contains("receipt: receipts/erasure-")
        .contains("Rows in the spools of running gateways are not covered");
    assertThat(ids(captures.store, Table.EXCHANGES)).hasSize(1);
  }

  @Test
  void usersMayStandInAFile() throws IOException {
    Path users = Files.write(folder.resolve("users"), List.of("ann", "", "bob"));

    run("erase", place, "--user-file", users.toString());

    assertThat(ids(captures.store, Table.EXCHANGES)).isEmpty();
  }

  @Test
  void usersAreAlsoFoundUnderTheirPseudonyms() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), "correct-horse-battery\n");
    String pseudonym =
        PseudonymKey.of("correct-horse-battery".getBytes(StandardCharsets.UTF_8)).pseudonym("cid");
    captures.capture(exchange(UUID.randomUUID(), StoredCaptures.NOON, pseudonym));
    int before = ids(captures.store, Table.EXCHANGES).size();

    Run run = run("erase", place, "--user", "cid", "--pseudonyms", "file:" + key);

    assertThat(run.status()).isZero();
    assertThat(ids(captures.store, Table.EXCHANGES)).hasSize(before - 1);
  }

  @Test
  void aKeyItselfIsNeverRepeated() {
    Run run = run("erase", place, "--user", "cid", "--pseudonyms", "correct-horse-battery");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("expected env:NAME or file:PATH of a key after --pseudonyms")
        .doesNotContain("horse");
  }

  @Test
  void pseudonymsAreTakenAsTheyAre() throws IOException {
    run("erase", place, "--pseudonym", "ann");

    assertThat(ids(captures.store, Table.EXCHANGES)).hasSize(1);
  }

  @Test
  void aJobAtWorkIsToldToTheSecond() throws IOException {
    try (Lease lease = Lease.take(captures.store, "erase", Clock.systemUTC())) {
      lease.confirm();

      Run run = run("compact", place);

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).startsWith(place + " is being worked on: 'erase' (");
    }
  }

  @Test
  void aFolderThatIsNotThereIsNotMade() {
    Path missing = folder.resolve("none");

    Run run = run("expire", missing.toString(), "--older-than", "90d");

    assertThat(run)
        .isEqualTo(
            new Run(
                1,
                "",
                missing
                    + ": there is no such folder; expected one that a gateway captured into\n"));
    assertThat(missing).doesNotExist();
  }

  @Test
  void wrongOptionsAreUsageErrors() {
    assertThat(run("expire", place).err()).contains("Missing required option: '--older-than=SPAN'");
    assertThat(run("expire", place, "--older-than", "old").err())
        .contains("expected a span such as 90d, 2h or 30m, found 'old'");
    assertThat(run("compact", place, "--target", "256").err())
        .contains("expected a size such as 256MiB, found '256'");
    assertThat(run("compact", place, "--table", "users").err())
        .contains("expected exchanges, comparisons or feedback, found 'users'");
    Run none = run("erase", place);
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err())
        .contains("expected --user, --user-file, --pseudonym or --request, found none");
    assertThat(run("erase", place, "--request", "beef").err())
        .contains("expected a whole request id, found 'beef'");
    assertThat(run("erase", place, "--user-file", "/nowhere").err())
        .contains("expected a text file of ids, cannot read /nowhere (NoSuchFileException)");
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new CapturesCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}
}
