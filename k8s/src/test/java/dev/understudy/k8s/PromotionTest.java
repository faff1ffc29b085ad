package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Job that judges a candidate and moves it to the students that are served. */
class PromotionTest {
  private static final Path SCRIPT = Path.of("base", "jobs", "move-student.sh");

  @TempDir private Path data;

  @Test
  void judgesWhatIsTrainedOnItsSetBeforeItIsMovedToWhereItIsServed() throws IOException {
    Manifests all = Manifests.of("prod");
    JsonNode job = all.one("CronJob", "understudy-promotion");
    JsonNode pod = job.at("/spec/jobTemplate/spec/template");
    JsonNode training = configured(all, "students.yaml");
    String candidate = training.path("out").asText();
    String models =
        Manifests.texts(
                Manifests.container(
                        all.one("Deployment", "understudy-student").at("/spec/template"))
                    .path("args"))
            .get(1);

    assertThat(job.at("/spec/suspend").asBoolean()).as("a person starts it").isTrue();
    assertThat(job.at("/spec/jobTemplate/spec/backoffLimit").asInt(-1)).isZero();
    assertThat(Manifests.texts(pod.at("/spec/initContainers/0/args")))
        .containsExactly(
            "evaluate",
            "--model=" + candidate,
            "--set=" + training.path("set").asText(),
            "--part=test-indist",
            "--require=/etc/understudy/requirements.yaml",
            "--gate",
            "--judged=/tmp/judged");
    assertThat(configured(all, "requirements.yaml").path("rows").asInt()).isGreaterThan(100);
    assertThat(Manifests.texts(Manifests.container(pod).path("command")))
        .containsExactly("sh", "/etc/understudy/" + SCRIPT.getFileName());
    assertThat(Manifests.texts(Manifests.container(pod).path("args")))
        .containsExactly(candidate, models.replace("--models=", ""), "/tmp/judged");
    assertThat(text(all, "move-student.sh")).isEqualTo(Files.readString(SCRIPT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"version\":1,\"name\":\"moderation\",\"model_version\":\"20261126-3f9c2a1b\",\"kind\":\"x\"}",
        "{\n  \"version\" : 1,\n  \"model_version\" : \"20261126-3f9c2a1b\"\n}\n"
      })
  void candidateIsMovedWholeUnderItsVersion(String student) throws Exception {
    Path candidate = candidate(student);

    Run run = move(candidate);

    Path moved = data.resolve("students/moderation-20261126-3f9c2a1b");
    assertThat(run).isEqualTo(new Run(0, "moved to " + moved + "\n"));
    assertThat(moved.resolve("student.json")).hasContent(student);
    assertThat(moved.resolve("weights.safetensors")).exists();
    assertThat(candidate).doesNotExist();
    assertThat(data.resolve("students")).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void studentThatWasTrainedAfterTheJudgementIsNotMoved() throws Exception {
    Path candidate = candidate("{\"model_version\":\"7\"}");
    String judged = sha256(candidate);
    Files.writeString(candidate.resolve("student.json"), "{\"model_version\":\"8\"}");

    Run run = move(candidate, judged);

    assertThat(run)
        .isEqualTo(
            new Run(
                1,
                "move-student: %s is not the student that was judged: expected a student.json of SHA-256 %s, found %s; judge it anew\n"
                    .formatted(candidate, judged, sha256(candidate))));
    assertThat(candidate.resolve("weights.safetensors")).exists();
    assertThat(data.resolve("students")).isEmptyDirectory();
  }

  @Test
  void studentThatNobodyJudgedIsNotMoved() throws Exception {
    Path candidate = candidate("{\"model_version\":\"7\"}");

    Run run = run(candidate);

    assertThat(run)
        .isEqualTo(
            new Run(
                1,
                "move-student: there is no %1$s; judge the student with evaluate --gate --judged %1$s first\n"
                    .formatted(data.resolve("judged"))));
    assertThat(candidate).isNotEmptyDirectory();
  }

  @Test
  void promotionThatWasCutShortIsTold() throws Exception {
    Path candidate = candidate("{\"model_version\":\"7\"}");
    Path taken = Files.createDirectories(data.resolve("students/.moderation.taken"));

    assertThat(move(candidate))
        .isEqualTo(
            new Run(
                1,
                "move-student: %s is of a promotion that was cut short; move it back to %s, or delete it\n"
                    .formatted(taken, candidate)));
    assertThat(candidate).isNotEmptyDirectory();
  }

  @Test
  void studentOfThatVersionStaysAsItIs() throws Exception {
    Path candidate = candidate("{\"model_version\":\"7\"}");
    Path served = Files.createDirectories(data.resolve("students/moderation-7"));

    Run run = move(candidate);

    assertThat(run).isEqualTo(new Run(1, "move-student: " + served + " is there already\n"));
    assertThat(served).isEmptyDirectory();
    assertThat(candidate).isNotEmptyDirectory();
  }

  @Test
  void folderWithoutAStudentIsTold() throws Exception {
    Path candidate = Files.createDirectories(data.resolve("candidates/moderation"));

    assertThat(run(candidate))
        .isEqualTo(
            new Run(
                1, "move-student: " + candidate + " has no student.json; train one there first\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"model_version\":\"../x\"}", "{\"model_version\":\"\"}"})
  void versionThatNoFolderCanBeNamedByIsTold(String student) throws Exception {
    Path candidate = candidate(student);

    assertThat(move(candidate))
        .isEqualTo(
            new Run(
                1,
                "move-student: "
                    + candidate
                    + "/student.json has no version that a folder can be named by\n"));
    assertThat(data.resolve("students")).isEmptyDirectory();
    assertThat(candidate).isNotEmptyDirectory();
  }

  private Path candidate(String student) throws IOException {
    Path folder = Files.createDirectories(data.resolve("candidates/moderation"));
    Files.writeString(folder.resolve("student.json"), student);
    Files.writeString(folder.resolve("weights.safetensors"), "weights");
    return folder;
  }

  /** Moves what was judged as it lies there. */
  private Run move(Path candidate) throws Exception {
    return move(candidate, sha256(candidate));
  }

  private Run move(Path candidate, String judged) throws Exception {
    Files.writeString(
        data.resolve("judged"), judged + "  " + candidate.resolve("student.json") + "\n");
    return run(candidate);
  }

  private static String sha256(Path candidate) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256")
                .digest(Files.readAllBytes(candidate.resolve("student.json"))));
  }

  private Run run(Path candidate) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    "sh",
                    SCRIPT.toString(),
                    candidate.toString(),
                    data.resolve("students").toString(),
                    data.resolve("judged").toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  private static JsonNode configured(Manifests all, String file) {
    return Manifests.tree(text(all, file));
  }

  private static String text(Manifests all, String file) {
    for (JsonNode each : all.ofKind("ConfigMap")) {
      if (each.path("data").has(file)) {
        return each.path("data").path(file).asText();
      }
    }
    throw new AssertionError("no " + file);
  }

  private record Run(int status, String said) {}
}
