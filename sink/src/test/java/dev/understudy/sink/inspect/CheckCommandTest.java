package dev.understudy.sink.inspect;

import static dev.understudy.sink.inspect.CapturedFolder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.Verdict;
import dev.understudy.sink.inspect.Counterparts.Span;
import dev.understudy.sink.parquet.TableLayout;
import dev.understudy.sink.parquet.rows.Footer;
import dev.understudy.sink.parquet.rows.Row;
import dev.understudy.sink.parquet.rows.RowReader;
import dev.understudy.sink.parquet.rows.RowWriter;
import dev.understudy.sink.store.Store;
import dev.understudy.sink.store.s3.LocalS3;
import dev.understudy.sink.store.s3.S3Settings;
import dev.understudy.sink.store.s3.S3Store;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOW = NOON.plusSeconds(6 * 3600);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Path root;
  private final Path staging;
  private final CapturedFolder captures;

  CheckCommandTest(@TempDir Path folder) {
    this.root = folder.resolve("captures");
    this.staging = folder.resolve("staging");
    this.captures = new CapturedFolder(root);
  }

  /** The id of a request that arrived so many hours after noon. */
  private static String request(int hours, int number) {
    return "%s-7000-8000-%012x"
        .formatted(Counterparts.firstId(NOON.plusSeconds(3600L * hours)), number);
  }

  private void exchange(String request, Instant at, String role) throws Exception {
    String id =
        UUID.nameUUIDFromBytes((request + role).getBytes(StandardCharsets.UTF_8)).toString();
    captures.add(
        id,
        at,
        row -> {
          row.set("request_id", request);
          row.set("role", role);
        });
  }

  private static Comparison comparison(String request, Instant at, boolean echo) {
    return new Comparison(
        UUID.fromString(request),
        at,
        "gateway-0",
        null,
        "moderation",
        "student-7",
        "toxicity-7",
        "json",
        Verdict.SAME,
        1,
        List.of(),
        List.of(),
        echo,
        null,
        null);
  }

  /** What came before, so that noon is not the first hour there is. */
  private void before() throws Exception {
    exchange(request(-3, 99), NOON.minusSeconds(3 * 3600), "primary");
  }

  private void comparedWithBoth(String request, Instant at) throws Exception {
    exchange(request, at, "primary");
    exchange(request, at, "shadow");
    captures.add(comparison(request, at.plusMillis(5), false));
  }

  @Test
  void thatNothingIsMissingIsToldTableByTable() throws Exception {
    before();
    comparedWithBoth(request(0, 1), NOON);
    comparedWithBoth(request(0, 2), NOON);
    captures.add(comparison(request(0, 3), NOON, false)); // of a route that records a sample
    captures.add(
        new Feedback(
            UUID.fromString(request(0, 9)), NOON, "gateway-0", 1.0, null, null, null, null));

    Run run = run("check", root.toString());

    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                """
                table        files  rows  erased  twice
                exchanges        5     5       0      0
                comparisons      3     3       0      0
                feedback         1     1       0      0
                exchanges were looked for of comparisons of requests from 2026-01-31T10:00:00Z until 2026-01-31T17:50:00Z
                1 comparisons are of requests that were not recorded
                1 rows of feedback are on requests that are not among the exchanges
                nothing is missing
                """,
                ""));
  }

  @Test
  void rowsThatAFileWasWrittenWithAndHasNoMoreAreMissing() throws Exception {
    comparedWithBoth(request(0, 1), NOON);
    Path file = comparisons().get(0);
    Path shorter = root.resolve("shorter");
    try (RowReader from = RowReader.open(Files.newByteChannel(file));
        RowWriter to =
            RowWriter.create(shorter, from.footer().columns(), TableLayout.of(Table.COMPARISONS))) {
      Footer footer = from.footer();
      for (Row row = from.next();
          row != null && to.count() < footer.rows() - 1;
          row = from.next()) {
        to.write(row);
      }
      to.finish(footer.metadata());
    }
    Files.move(shorter, file, StandardCopyOption.REPLACE_EXISTING);

    Run run = run("check", root.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .endsWith(
            "missing: "
                + root.relativize(file)
                + ": expected 1 rows, as its footer tells, found 0\n");
  }

  @Test
  void exchangesWhoseCounterpartIsThereAreMissing() throws Exception {
    before();
    exchange(request(0, 1), NOON, "primary");
    captures.add(comparison(request(0, 1), NOON, false));
    exchange(request(0, 2), NOON, "primary");
    exchange(request(0, 2), NOON, "shadow");
    captures.add(comparison(request(0, 2), NOON, true));
    exchange(request(0, 3), NOON, "escalated");
    captures.add(comparison(request(0, 3), NOON, false));

    Run run = run("check", root.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> line.startsWith("missing: ")))
        .containsExactly(
            missing(request(0, 1), "shadow or escalated"),
            missing(request(0, 2), "echo"),
            missing(request(0, 3), "primary"));
  }

  private static String missing(String request, String role) {
    return "missing: request "
        + request
        + ": was compared, but its exchange of role "
        + role
        + " is not there";
  }

  @Test
  void whatIsEarlierThanAskedForIsLeftOut() throws Exception {
    exchange(request(-11, 1), NOON.minusSeconds(11 * 3600), "primary");
    captures.add(comparison(request(-9, 1), NOON.minusSeconds(9 * 3600), false));
    exchange(request(-9, 1), NOON.minusSeconds(9 * 3600), "primary");
    comparedWithBoth(request(0, 2), NOON);

    assertThat(run("check", root.toString()).status()).isEqualTo(1);
    assertThat(run("check", root.toString(), "--since", "2026-01-31T11:00:00Z").status()).isZero();
    assertThat(run("check", root.toString(), "--since", "2026-01-31T15:00:00Z").out())
        .endsWith("missing: exchanges: there is none since 2026-01-31T15:00:00Z\n");
  }

  @Test
  void pairsThatTheirExpiredHourPartedAreNotMissing() throws Exception {
    exchange(request(0, 1), NOON.plusSeconds(1), "shadow"); // whose primary was an hour before
    captures.add(comparison(request(0, 1), NOON.plusSeconds(2), false));
    exchange(request(1, 2), NOON.plusSeconds(3601), "shadow");
    captures.add(comparison(request(1, 2), NOON.plusSeconds(3602), false));
    String first = "from 2026-01-31T13:00:00Z until";

    Run all = run("check", root.toString());
    Run sinceNoon = run("check", root.toString(), "--since", "2026-01-31T12:00:00Z");
    Run sinceLongAgo = run("check", root.toString(), "--since", "2026-01-30T12:00:00Z");

    assertThat(all.out()).contains(first, missing(request(1, 2), "primary"));
    assertThat(all.out()).doesNotContain(request(0, 1));
    assertThat(sinceNoon.out()).contains(missing(request(0, 1), "primary"));
    assertThat(sinceLongAgo.out()).contains(first).doesNotContain(request(0, 1));
  }

  @Test
  void pairsThatAreOnTheirWayAreNotMissing() throws Exception {
    before();
    Instant justNow = NOW.minusSeconds(599);
    String onItsWay = Counterparts.firstId(justNow) + "-7000-8000-000000000001";
    exchange(onItsWay, justNow, "primary");
    captures.add(comparison(onItsWay, justNow, false));
    String late = Counterparts.firstId(NOW.minusSeconds(601)) + "-7000-8000-000000000002";

    assertThat(run("check", root.toString()).out()).endsWith("nothing is missing\n");

    exchange(late, NOW.minusSeconds(601), "primary");
    captures.add(comparison(late, NOW.minusSeconds(601), false));
    assertThat(run("check", root.toString()).out())
        .endsWith(missing(late, "shadow or escalated") + "\n");
  }

  @Test
  void whereAllIsTooNewForPairsToBeLookedAtThatIsSaid() throws Exception {
    Instant newest = NOW.minusSeconds(3600); // the first hour ends now
    String alone = Counterparts.firstId(newest) + "-7000-8000-000000000001";
    exchange(alone, newest, "primary");
    captures.add(comparison(alone, newest, false));

    Run run = run("check", root.toString());
    JsonNode told = JSON.readTree(run("check", root.toString(), "--json").out());
    Run sinceTenMinutes =
        run("check", root.toString(), "--since", NOW.minusSeconds(600).toString());

    assertThat(run)
        .isEqualTo(
            new Run(
                0,
                """
                table        files  rows  erased  twice
                exchanges        1     1       0      0
                comparisons      1     1       0      0
                feedback         0     0       0      0
                no comparison is old enough to be looked at yet
                no row is missing
                """,
                ""));
    assertThat(told.path("paired_from").isNull()).isTrue();
    assertThat(told.path("paired_until").isNull()).isTrue();
    assertThat(told.path("missing")).isEmpty();
    assertThat(sinceTenMinutes.out())
        .endsWith("no comparison is old enough to be looked at yet\nno row is missing\n");
  }

  @Test
  void aSpanOfPairsBeginsBeforeItEnds() {
    Instant begins = NOON.plusSeconds(3600);

    assertThat(Span.of(null, NOON, begins.plusSeconds(600))).isEmpty();
    assertThat(Span.of(null, NOON, begins.plusSeconds(601)))
        .contains(new Span(begins, begins.plusSeconds(1)));
    assertThat(Span.of(null, null, NOON)).contains(new Span(null, NOON.minusSeconds(600)));
  }

  @Test
  void aBucketIsCheckedAsAFolderIs() throws Exception {
    before();
    comparedWithBoth(request(0, 1), NOON);
    exchange(request(1, 2), NOON.plusSeconds(3600), "primary");
    captures.add(comparison(request(1, 2), NOON.plusSeconds(3600), false));
    Path file = comparisons().get(0);
    Files.copy(file, file.resolveSibling("again.parquet"));
    LocalS3 s3 = LocalS3.start();
    StringWriter out = new StringWriter();
    CapturesCheck check = new CapturesCheck(CLOCK);
    new CommandLine(check).setOut(new PrintWriter(out)).parseArgs("s3://any/captures");

    int status;
    try (Store bucket =
        S3Store.open(
            s3.bucket(),
            S3Settings.DEFAULTS.withEndpoint(s3.endpoint()),
            staging,
            LocalS3.credentials())) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path each : files.filter(Files::isRegularFile).toList()) {
          Path staged = bucket.stage("file.parquet");
          bucket.putIfAbsent(root.relativize(each).toString(), Files.copy(each, staged));
        }
      }
      status = check.check(bucket);
    } finally {
      s3.stop();
    }

    Run folder = run("check", root.toString());
    assertThat(new Run(status, out.toString(), "")).isEqualTo(folder);
    assertThat(status).isEqualTo(1);
    assertThat(folder.out().lines().filter(line -> line.startsWith("missing: ")))
        .containsExactly(
            "missing: comparisons: 1 rows are there more than once",
            missing(request(1, 2), "shadow or escalated"));
  }

  @Test
  void rowsThatAreThereTwiceAreTold() throws Exception {
    comparedWithBoth(request(0, 1), NOON);
    Path file = comparisons().get(0);
    Files.copy(file, file.resolveSibling("again.parquet"));

    JsonNode told = JSON.readTree(run("check", root.toString(), "--json").out());

    assertThat(told.at("/tables/1/twice").asInt()).isEqualTo(1);
    assertThat(told.at("/missing/0").asText())
        .isEqualTo("comparisons: 1 rows are there more than once");
  }

  private static Feedback takenBack(String request, String instance) {
    return new Feedback(
        UUID.fromString(request), NOON, instance, null, "", "", "human", "console: taken_back");
  }

  @Test
  void whatTwoGatewaysTookBackAtOnceIsThereOnceOfEach() throws Exception {
    comparedWithBoth(request(0, 1), NOON);
    captures.add(takenBack(request(0, 1), "gateway-0"));
    captures.add(takenBack(request(0, 1), "gateway-1"));

    Run both = run("check", root.toString());
    captures.add(takenBack(request(0, 1), "gateway-1"));
    Run again = run("check", root.toString());

    assertThat(both.out()).endsWith("nothing is missing\n");
    assertThat(again.out()).endsWith("missing: feedback: 1 rows are there more than once\n");
  }

  @Test
  void fileThatIsCutShortIsTold() throws Exception {
    comparedWithBoth(request(0, 1), NOON);
    Path file = comparisons().get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 7));

    Run run = run("check", root.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("missing: " + root.relativize(file) + ": not a whole Parquet");
  }

  @Test
  void fileWhoseKeysAreDamagedIsTold() throws Exception {
    comparedWithBoth(request(0, 1), NOON);
    Path file = comparisons().get(0);
    CapturedFolder.damageWithin(file);

    Run run = run("check", root.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("missing: " + file + ": cannot be read: not a whole Parquet");
  }

  @Test
  void fileWhoseFooterIsDamagedWithinIsToldOnceWithoutNamesOfJava() throws Exception {
    comparedWithBoth(request(0, 1), NOON);
    Path file = comparisons().get(0);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    int footer =
        bytes.length()
            - 8
            - ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt(bytes.length() - 8);
    String lie =
        bytes
            .substring(footer)
            .replaceAll("(?s)\\x15\\x00\\x15....", "\u0015\u0000\u0015\u00fe\u00ff\u00ff\u00ff");
    Files.writeString(file, bytes.substring(0, footer) + lie, StandardCharsets.ISO_8859_1);

    Run run = run("check", root.toString());

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> line.contains(file.getFileName().toString())))
        .hasSize(1)
        .first(STRING)
        .startsWith(
            "missing: " + root.relativize(file) + ": not a whole Parquet file: the footer at")
        .doesNotContain("Struct", "@");
  }

  @Test
  void nothingIsMissingAfterFilesWereMergedAndRowsErased() throws Exception {
    comparedWithBoth(request(0, 1), NOON);
    comparedWithBoth(request(0, 2), NOON);
    captures.add(comparison(request(0, 2), NOON.plusMillis(9), false));

    run("erase", root.toString(), "--request", request(0, 1));
    run("compact", root.toString(), "--table", "comparisons");
    run("erase", root.toString(), "--request", request(0, 2));
    exchange(request(0, 3), NOON, "primary");
    Run run = run("check", root.toString());

    assertThat(run.out()).contains("nothing is missing");
    assertThat(run.out()).containsPattern("comparisons +\\d+ +0 +[23] +0");
    assertThat(run.status()).isZero();
  }

  private List<Path> comparisons() throws Exception {
    try (Stream<Path> files = Files.walk(root.resolve("comparisons"))) {
      return files.filter(file -> file.toString().endsWith(".parquet")).toList();
    }
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    boolean isCheck = arguments[0].equals("check");
    CommandLine command =
        isCheck
            ? new CommandLine(new CapturesCheck(CLOCK))
            : new CommandLine(new CapturesCommand());
    int status =
        command
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(isCheck ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}
}
