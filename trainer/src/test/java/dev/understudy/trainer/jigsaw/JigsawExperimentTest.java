package dev.understudy.trainer.jigsaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.rules.yaml.Yaml;
import dev.understudy.trainer.JigsawData;
import dev.understudy.trainer.SparkForTests;
import dev.understudy.trainer.StageBench;
import dev.understudy.trainer.build.DatasetBuild;
import dev.understudy.trainer.build.DatasetFile;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Provenance;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.running.UnderstudyProcess;
import dev.understudy.trainer.spark.ExampleRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The playbook's experiment from captures alone: what a real teacher answered goes through a real
 * gateway, people correct each answer, and one file makes the subsets of the published ones.
 */
class JigsawExperimentTest {
  private static final Path SHIPPED = Path.of("..", "bench", "jigsaw", "dataset.yaml");

  private final JigsawData data;

  @TempDir Path folder;

  JigsawExperimentTest() {
    this.data = JigsawData.orSkip();
  }

  @Test
  void publishedSubsetsComeOutOfCaptures() throws Exception {
    capture();
    Path yaml = Files.copy(SHIPPED, folder.resolve("dataset.yaml"));
    DatasetFile file = DatasetFile.read("dataset.yaml", yaml).orThrow();

    DatasetBuild.run(
        file, file.sets(), SparkForTests.session(), new StageBench.Silent(), finished -> {});

    assertThat(comments("A", Split.TRAIN)).isEqualTo(published("train.A.gpt4.csv"));
    assertThat(comments("B", Split.TRAIN)).isEqualTo(published("train.B.gpt4.csv"));
    assertThat(comments("C", Split.TRAIN)).isEqualTo(published("train.C.filtered.csv"));
    assertThat(comments("D", Split.TRAIN)).isEqualTo(published("train.D.gpt4.csv"));
    assertThat(comments("E", Split.TRAIN)).isEqualTo(published("train.E.gpt4.csv"));
    assertThat(comments("A", Split.TEST_INDIST)).isEqualTo(published("test.indist.gpt4.csv"));
    assertThatAddedRowsAreGold();
    assertThatAnswersAreTheTeachers();
  }

  /** 1,000 comments that people call toxic, whatever the teacher said, in the teacher's words. */
  private void assertThatAddedRowsAreGold() {
    List<Example> gold =
        kept("D").stream().filter(each -> each.target().provenance() == Provenance.GOLD).toList();
    assertThat(gold).hasSize(1000);
    assertThat(gold)
        .allSatisfy(
            each -> {
              assertThat(each.target().label()).isEqualTo("1");
              assertThat(each.target().answer()).isEqualTo("```json\n{\n  \"is_bad\": 1\n}\n```");
            });
    assertThat(gold).filteredOn(each -> "0".equals(each.target().teacherLabel())).hasSize(133);
  }

  private void assertThatAnswersAreTheTeachers() {
    Map<String, String> answers = new TreeMap<>();
    recorded("train.E").forEach(each -> answers.put(id(each), each.path("answer").asText()));
    assertThat(kept("E"))
        .filteredOn(each -> each.marks().split() == Split.TRAIN)
        .allSatisfy(
            each -> {
              assertThat(each.target().answer()).isEqualTo(answers.get(comment(each)));
              assertThat(each.prompt().template()).isEqualTo("moderation");
            });
  }

  /** Teachers of the same comments answered otherwise now and then: one for each published file. */
  private void capture() throws Exception {
    Set<String> inA =
        recorded("train.A").stream().map(JigsawExperimentTest::id).collect(Collectors.toSet());
    Set<String> inB =
        recorded("train.B").stream().map(JigsawExperimentTest::id).collect(Collectors.toSet());
    Map<String, List<JsonNode>> batches = new LinkedHashMap<>();
    batches.put("a", recorded("train.B").stream().filter(r -> inA.contains(id(r))).toList());
    batches.put("b", recorded("train.B").stream().filter(r -> !inA.contains(id(r))).toList());
    batches.put("d", recorded("train.D").stream().filter(r -> !inB.contains(id(r))).toList());
    batches.put("e", recorded("train.E"));
    batches.put("test", recorded("test.indist"));

    List<UnderstudyProcess> teachers = new ArrayList<>();
    try {
      Path rules = folder.resolve("rules.yaml");
      Files.writeString(rules, rules(batches, teachers));
      try (UnderstudyProcess gateway =
          UnderstudyProcess.start(
              List.of(
                  "gateway",
                  "--rules",
                  rules.toString(),
                  "--listen",
                  "127.0.0.1:0",
                  "--admin",
                  "127.0.0.1:0",
                  "--captures",
                  folder.resolve("captures").toString()),
              Map.of())) {
        for (String batch : batches.keySet()) {
          UnderstudyProcess.call(
              List.of(
                  "replay",
                  "--requests",
                  answers(batch).toString(),
                  "--to",
                  "http://" + gateway.address() + "/v1",
                  "--header",
                  "x-batch=" + batch,
                  "--metadata",
                  "batch=" + batch,
                  "--correct"));
        }
      }
    } finally {
      for (UnderstudyProcess teacher : teachers) {
        teacher.close();
      }
    }
  }

  /** Starts a teacher for each batch and routes it there. */
  private String rules(Map<String, List<JsonNode>> batches, List<UnderstudyProcess> teachers)
      throws IOException {
    Map<String, Object> upstreams = new LinkedHashMap<>();
    List<Object> routes = new ArrayList<>();
    for (Map.Entry<String, List<JsonNode>> batch : batches.entrySet()) {
      String name = batch.getKey();
      Path answers = answers(name);
      Files.write(answers, batch.getValue().stream().map(JsonNode::toString).toList());
      UnderstudyProcess teacher =
          UnderstudyProcess.start(
              List.of(
                  "teacher",
                  "--answers",
                  answers.toString(),
                  "--listen",
                  "127.0.0.1:0",
                  "--latency",
                  "0ms",
                  "--tokens-per-second",
                  "0"),
              Map.of());
      teachers.add(teacher);
      upstreams.put(name, Map.of("url", "http://" + teacher.address() + "/v1", "may_train", "yes"));
      routes.add(
          Map.of(
              "name", name, "match", Map.of("headers", Map.of("x-batch", name)), "teacher", name));
    }
    Map<String, Object> rules = new LinkedHashMap<>();
    rules.put("version", 1);
    rules.put("upstreams", upstreams);
    rules.put("routes", routes);
    return Yaml.write(rules);
  }

  private Path answers(String batch) {
    return folder.resolve(batch + ".jsonl");
  }

  private List<JsonNode> recorded(String split) {
    return data.teacher("gpt-4").stream()
        .filter(each -> each.path("split").asText().equals(split))
        .toList();
  }

  private static String id(JsonNode recorded) {
    return recorded.path("id").asText();
  }

  private Set<String> comments(String set, Split split) {
    List<String> comments =
        kept(set).stream()
            .filter(each -> each.marks().split() == split)
            .map(JigsawExperimentTest::comment)
            .toList();
    assertThat(comments).doesNotHaveDuplicates();
    return new HashSet<>(comments);
  }

  private static String comment(Example example) {
    return String.valueOf(example.origin().tags().get("id"));
  }

  private List<Example> kept(String set) {
    return SparkForTests.session()
        .read()
        .parquet(folder.resolve("sets").resolve(set).resolve("rows").toUri().toString())
        .collectAsList()
        .stream()
        .map(ExampleRows::example)
        .filter(Example::isKept)
        .toList();
  }

  /** The identifiers in a published file, whose quoted fields have line breaks in them. */
  private Set<String> published(String csv) throws SQLException {
    Set<String> ids = new HashSet<>();
    try (var duckDb = DriverManager.getConnection("jdbc:duckdb:");
        var query =
            duckDb.prepareStatement(
                "SELECT id FROM read_csv(?, header=true, all_varchar=true, quote='\"')")) {
      query.setString(1, data.folder().resolve(csv).toString());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    return ids;
  }
}
