package dev.understudy.trainer.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.corpus.UnreadableCaptures;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageRunner;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong is told with its place and the remedy, and a set made before stays whole. */
class BadInputTest {
  private static final String NOTHING_IS_LONG_ENOUGH = "filters: {length: {input: {min: 100000}}}";
  private static final String HOUR = "date=2026-01-31/hour=22/";

  @TempDir private static Path folder;

  private static Path out;
  private static Path captures;
  private static Map<String, String> before = Map.of();

  @BeforeAll
  static void buildOnce() throws Exception {
    out = folder.resolve("out");
    captures = folder.resolve("captures");
    PlantedTraffic traffic = new PlantedTraffic(9);
    traffic.good(40);
    traffic.corrections(3);
    traffic.rehearsed(3);
    traffic.answers("empty_answer", 1, List.of(""));
    traffic.writeTo(captures, "000001");
    BuiltSet.build(file("usual.yaml"));
    before = BuiltSet.digests(out.resolve("usual"));
  }

  /** A file of these lines and whatever else is required. */
  private static Path file(String name, String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(lines));
    Set<String> said = all.stream().map(BadInputTest::key).collect(Collectors.toSet());
    for (String each :
        List.of(
            "version: 1",
            "name: usual",
            "captures: captures",
            "out: out",
            "dedupe: {near: none}",
            "splits: {validation: 0, test_indist: 20%}")) {
      if (!said.contains(key(each))) {
        all.add(each);
      }
    }
    return BuiltSet.file(folder, name, all.toArray(String[]::new));
  }

  private static String key(String line) {
    return line.substring(0, line.indexOf(':'));
  }

  @AfterEach
  void setMadeBeforeIsWholeAndNothingIsLeftBesideIt() throws IOException {
    assertThat(BuiltSet.digests(out.resolve("usual"))).containsExactlyEntriesOf(before);
    try (Stream<Path> beside = Files.list(out)) {
      assertThat(beside.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(".lock", "frozen", "usual", "work");
    }
    try (Stream<Path> stages = Files.list(out.resolve("work"))) {
      assertThat(stages.map(each -> each.getFileName().toString()))
          .noneMatch(each -> each.startsWith("."));
    }
  }

  /** What a build says, where Spark does not speak in between. */
  private static String failure(Path file) {
    try {
      BuiltSet.build(file);
      return "no failure";
    } catch (Exception failed) {
      for (@Nullable Throwable each = failed; each != null; each = each.getCause()) {
        if (each instanceof UnreadableCaptures) {
          return String.valueOf(each.getMessage());
        }
      }
      return String.valueOf(failed.getMessage());
    }
  }

  @Test
  void brokenAndForeignFilesAmongTheCapturesAreNamed() throws IOException {
    Path whole = captures.resolve("exchanges/" + HOUR + "gateway-0-000001.parquet");
    Path broken = captures.resolve("exchanges/" + HOUR + "gateway-0-000002.parquet");
    byte[] bytes = Files.readAllBytes(whole);

    Files.write(broken, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(failure(file("usual.yaml")))
        .startsWith(broken + ": cannot be read (not a whole Parquet file: the file at byte ")
        .endsWith("); move it out of the captures to go on without it");

    Files.copy(
        captures.resolve("feedback/" + HOUR + "gateway-0-000001.parquet"),
        broken,
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(failure(file("usual.yaml")))
        .isEqualTo(
            broken
                + ": is no file of the table exchanges, it lacks the columns outcome, output,"
                + " received_at, role, route, upstream; move it out of the captures, or name"
                + " another folder");

    Files.delete(broken);
    Path foreign = captures.resolve("comparisons/" + HOUR + "gateway-0-000002.parquet");
    Files.write(foreign, bytes);
    assertThat(failure(file("usual.yaml")))
        .isEqualTo(
            foreign
                + ": is no file of the table comparisons, it lacks the columns compared_at, score,"
                + " student, verdict; move it out of the captures, or name another folder");
    Files.delete(foreign);
  }

  @Test
  void placesWithoutCapturesAreNamed() throws IOException {
    Files.createDirectories(folder.resolve("empty"));

    assertThat(failure(file("empty.yaml", "captures: empty")))
        .isEqualTo(
            folder.resolve("empty")
                + ": holds no captured exchanges; give the folder or bucket that capture.store"
                + " names");
    assertThat(failure(file("nowhere.yaml", "captures: nowhere")))
        .isEqualTo(
            folder.resolve("nowhere")
                + ": there is no such folder; expected one that a gateway captured into");
    assertThat(failure(file("later.yaml", "corpus: {from: 2027-01-01}")))
        .isEqualTo(
            captures
                + ": holds no captured exchanges of that time; look with: understudy captures stats "
                + captures);
  }

  @Test
  void setThatWouldHaveNothingButFrozenTestsIsNone() throws IOException {
    assertThat(failure(file("none.yaml", NOTHING_IS_LONG_ENOUGH)))
        .isEqualTo(
            "set usual: no row is left: filters dropped the last 53 (input_too_short 52,"
                + " empty_answer 1); ask less there, or take more captures");
    assertThat(failure(file("none.yaml", "corpus: {sources: [{name: none, apps: other}]}")))
        .isEqualTo(
            "set usual: no row is left: corpus.sources and the time asked for take none of the 57"
                + " exchanges there are");
  }

  @Test
  void anotherBuildAtWorkIsWaitedFor() throws IOException {
    OutFolder other = OutFolder.open(out);

    assertThat(failure(file("usual.yaml")))
        .isEqualTo(
            out + ": another build is at work there; wait for it, or give another folder as out");
    other.close();
    assertThat(failure(file("usual.yaml"))).isEqualTo("no failure");
  }

  @Test
  void foldersThatHoldSomethingElseAreLeftAlone() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("taken/usual"));
    Path note = Files.writeString(taken.resolve("note.txt"), "mine");
    Path plain = Files.writeString(folder.resolve("plain"), "mine");

    assertThat(failure(file("taken.yaml", "out: taken")))
        .isEqualTo(
            taken + ": holds something that is no training set; move it away, or give another out");
    assertThat(failure(file("plain.yaml", "out: plain")))
        .isEqualTo(plain + ": is no folder that can be written; give another as out");
    assertThat(failure(file("under.yaml", "out: plain/out")))
        .isEqualTo(
            plain.resolve("out") + ": is no folder that can be written; give another as out");
    assertThat(note).hasContent("mine");
    assertThat(plain).hasContent("mine");
  }

  @Test
  void folderThatMayNotBeWrittenIsNamed() throws IOException {
    Path closed = Files.createDirectories(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeThat(Files.isWritable(closed)).as("for root all can be written").isFalse();

    assertThat(failure(file("closed.yaml", "out: closed")))
        .isEqualTo(closed + ": may not be written; give another folder as out");
  }

  @Test
  void frozenTestsThatWereChangedAreNamed() throws IOException {
    Path frozen = out.resolve("frozen/test-indist");
    Path rows = frozen.resolve("rows.parquet");
    Path note = frozen.resolve("frozen.json");
    byte[] bytes = Files.readAllBytes(rows);
    String told = Files.readString(note);

    Files.write(rows, new byte[] {0});
    assertThat(failure(file("usual.yaml", "seed: 2")))
        .startsWith(rows + ": was changed since it was frozen (SHA-256 6e340b9cffb37a98")
        .endsWith("); restore it, or delete the folder " + frozen + " to draw a new one");
    Files.write(rows, bytes);
    Files.writeString(note, "{\"rows\":");
    assertThat(failure(file("usual.yaml", "seed: 2")))
        .isEqualTo(note + ": is not JSON; restore it, or delete its folder to draw a new test set");
    Files.delete(note);
    assertThat(failure(file("usual.yaml", "seed: 2")))
        .isEqualTo(
            frozen
                + ": is no frozen test set, it lacks rows.parquet or frozen.json; restore it, or"
                + " delete the folder to draw a new one");
    Files.writeString(note, told);
  }

  @Test
  void whatABrokenPublicationPutAsideIsPutBack() throws IOException {
    Files.move(out.resolve("usual"), out.resolve(".before-usual"));

    assertThat(failure(file("none.yaml", NOTHING_IS_LONG_ENOUGH)))
        .startsWith("set usual: no row is left");
  }

  @Test
  void oldCapturesWithoutTheColumnsOfTodayAreRead() throws Exception {
    Path old = Files.createDirectories(folder.resolve("old/exchanges"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          """
          COPY (SELECT request_id, exchange_id, role, received_at, route, launch, upstream, method,
              path, api, model_requested, messages, input, output, status, outcome, duration_ms
            FROM '%s/exchanges/**/*.parquet')
          TO '%s/old.parquet' (FORMAT parquet, COMPRESSION zstd)
          """
              .formatted(captures, old));
    }
    SetPlan plan = BuiltSet.read(file("old.yaml", "captures: old")).sets().get(0);
    SparkSession spark = SparkForTests.session();

    StageFolder corpus =
        new StageRunner(spark, 1, new StageBench.Silent())
            .run(plan.first(plan.listed()).get(0), null, folder.resolve("old-work"));

    List<Example> kept =
        corpus.rows(spark).collectAsList().stream().map(ExampleRows::example).toList();
    assertThat(kept).hasSizeGreaterThan(40).allMatch(Example::isKept);
    assertThat(kept).allMatch(each -> each.origin().app() == null);
    assertThat(kept)
        .filteredOn(each -> each.target().answer().startsWith("{\"is_bad\": "))
        .hasSize(kept.size() - 1); // one is empty
  }
}
