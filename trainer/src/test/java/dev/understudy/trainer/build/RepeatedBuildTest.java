package dev.understudy.trainer.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.run.Folders;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the same set again and again: in other partitions, broken off, in pieces. */
class RepeatedBuildTest {
  private static final String PARTITIONS = "spark.sql.shuffle.partitions";
  private static final String KEY = "ghp_" + "aB3dE5gH7jK9".repeat(3);
  private static final int SECRETS = 18;
  private static final List<String> STAGES = SetPlan.STAGES;

  @TempDir private static Path folder;

  @BeforeAll
  static void capture() throws IOException {
    PlantedTraffic traffic = new PlantedTraffic(5);
    traffic.good(150);
    traffic.duplicates(15);
    traffic.nearDuplicates(20);
    traffic.conflicts(5);
    traffic.writeTo(folder.resolve("captures"), "000001");
    traffic.corrections(6);
    traffic.rehearsed(10);
    for (int i = 0; i < 5; i++) {
      traffic.answered("{\"is_bad\": 0, \"reason\": \"it says " + KEY + "\"}");
    }
    traffic.calledWrong(4);
    traffic.writeTo(folder.resolve("captures"), "000002");
  }

  @AfterEach
  void usualPartitions() {
    SparkForTests.session().conf().set(PARTITIONS, 4);
  }

  private static Path file(String name, String secrets) throws IOException {
    return BuiltSet.file(
        folder,
        name,
        "version: 1",
        "name: repeated",
        "captures: captures",
        "out: out",
        "seed: 3",
        "templates: {min_rows: 20}",
        "labels: {read: {json: /is_bad, labels: ['0', '1']}}",
        "splits: {validation: 10%, test_indist: 10%, test_balanced: 5}",
        "balance:",
        "  caps: {user: 30%}",
        "  mix: {by: cluster, to: even, up: 2}",
        "  clusters: {clusters: 4}",
        "  difficulty: {by: length}",
        "exports: {formats: [openai, trl-preference, parquet]}",
        "privacy: {secrets: " + secrets + "}");
  }

  @Test
  void setIsTheSameByteForByteWhateverThePartitionsAndHoweverItCameAbout() throws Exception {
    Path out = folder.resolve("out");
    Path set = out.resolve("repeated");
    Path file = file("repeated.yaml", "fail");

    SparkForTests.session().conf().set(PARTITIONS, 3);
    assertThatThrownBy(() -> BuiltSet.build(file))
        .isInstanceOf(SecretsFound.class)
        .hasMessageStartingWith(SECRETS + " secrets stand in what was written:\n")
        .hasMessageNotContaining(KEY);
    assertThat(out).isDirectoryNotContaining(each -> !isWork(each));

    Path allowed = file("allowed.yaml", "warn");
    Steps afterSecrets = Steps.all();
    FinishedSet first = BuiltSet.build(allowed, afterSecrets).get(0);
    Map<String, String> made = BuiltSet.digests(set);
    Map<String, String> frozen = BuiltSet.digests(out.resolve("frozen"));

    assertThat(afterSecrets.run()).isEmpty();
    assertThat(afterSecrets.reused()).isEqualTo(STAGES);
    assertThat(first.secrets()).isEqualTo(SECRETS);

    FinishedSet again = BuiltSet.build(allowed).get(0);

    assertThat(again.isNew()).isFalse();
    assertThat(again.secrets()).isEqualTo(SECRETS);
    assertThat(BuiltSet.digests(set)).containsExactlyEntriesOf(made);

    SparkForTests.session().conf().set(PARTITIONS, 11);
    Folders.delete(out.resolve("work"));
    Folders.delete(set);
    assertThatThrownBy(() -> BuiltSet.build(allowed, Steps.killedAt("splits")))
        .hasMessage("killed at splits");
    assertThat(out).isDirectoryNotContaining(each -> !isWork(each) && !each.endsWith("frozen"));
    Folders.delete(work(out, "labels"));
    Files.writeString(work(out, "filters").resolve("manifest.json"), "{\"form");
    Steps resumed = Steps.all();
    FinishedSet last = BuiltSet.build(allowed, resumed).get(0);

    assertThat(resumed.run()).containsExactly("labels", "filters", "splits", "balance");
    assertThat(resumed.reused()).containsExactly("corpus", "prompts", "dedupe");
    assertThat(last.isNew()).isTrue();
    assertThat(BuiltSet.digests(set)).containsExactlyEntriesOf(made);
    assertThat(BuiltSet.digests(out.resolve("frozen"))).containsExactlyEntriesOf(frozen);
    stagesAloneDoTheSame(allowed, out);
    anotherSeedGivesAnotherOrder(allowed, out);
  }

  private static boolean isWork(Path path) {
    return path.endsWith("work") || path.endsWith(".lock");
  }

  private static Path work(Path out, String stage) throws IOException {
    try (Stream<Path> all = Files.list(out.resolve("work"))) {
      return all.filter(each -> each.getFileName().toString().startsWith(stage + "-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void stagesAloneDoTheSame(Path file, Path out) throws IOException {
    SetPlan plan = BuiltSet.read(file).sets().get(0);
    StageRunner runner =
        new StageRunner(SparkForTests.session(), plan.seed(), new StageBench.Silent());
    StageFolder last = null;
    for (String stage : List.of("corpus", "prompts", "labels")) {
      Path alone = folder.resolve("alone").resolve(stage);
      last = runner.runInto(plan.stage(stage, out), last, alone);

      assertThat(BuiltSet.digests(alone.resolve("rows")))
          .containsExactlyEntriesOf(BuiltSet.digests(work(out, stage).resolve("rows")));
    }
  }

  private static void anotherSeedGivesAnotherOrder(Path file, Path out) throws Exception {
    SetPlan plan = BuiltSet.read(file).sets().get(0);
    StageRunner other = new StageRunner(SparkForTests.session(), 4, new StageBench.Silent());
    StageFolder last = StageFolder.open(work(out, "balance"));
    try (OutFolder elsewhere = OutFolder.open(folder.resolve("other"))) {
      new SetExport(plan, last, elsewhere, other).run();
    }
    List<String> lines = training(out.resolve("repeated"));
    List<String> others = training(folder.resolve("other/repeated"));

    assertThat(others).containsExactlyInAnyOrderElementsOf(lines).isNotEqualTo(lines);
  }

  private static List<String> training(Path set) throws IOException {
    return Files.readAllLines(set.resolve("openai/train.jsonl"));
  }
}
