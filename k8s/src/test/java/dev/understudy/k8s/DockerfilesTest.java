package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** There is no engine to build images here: what can be told of their files is told. */
class DockerfilesTest {
  static List<Path> all() throws IOException {
    return Dockerfiles.all();
  }

  @Test
  void thereIsOneForEachImage() throws IOException {
    assertThat(Dockerfiles.all())
        .extracting(each -> each.getFileName().toString())
        .containsExactly(
            "understudy-student-cuda.Dockerfile",
            "understudy-student.Dockerfile",
            "understudy-trainer.Dockerfile",
            "understudy.Dockerfile");
  }

  @Test
  void linterFindsNothing() throws IOException {
    assertThat(Tools.installed().node("dockerfiles.mjs", Dockerfiles.all())).isEmpty();
  }

  @Test
  void linterTellsWhatIsWrong(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("Dockerfile");
    Files.writeString(file, "FROM busybox:1\nCOPPY a b\n");

    assertThat(Tools.installed().node("dockerfiles.mjs", List.of(file)))
        .containsExactly(file + ":2: Unknown instruction: COPPY");
  }

  @ParameterizedTest
  @MethodSource("all")
  void basesAreOfOneVersion(Path file) throws IOException {
    for (String base : Dockerfiles.each(file, "FROM")) {
      assertThat(base).matches("[a-z0-9./-]+:[0-9][\\w.-]+( AS [a-z]+)?");
    }
    assertThat(Dockerfiles.each(file, "FROM")).hasSizeGreaterThan(1);
    assertThat(Dockerfiles.each(file, "ADD")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void imageRunsWithoutRoot(Path file) throws IOException {
    List<String> last = last(file);

    assertThat(last).containsOnlyOnce("USER 10001:10001");
    assertThat(last.subList(last.indexOf("USER 10001:10001"), last.size()))
        .noneMatch(line -> line.startsWith("COPY") || line.startsWith("RUN"));
    assertThat(Dockerfiles.words(file, "ENTRYPOINT").get(0)).startsWith("/opt/understudy/");
  }

  @ParameterizedTest
  @MethodSource("all")
  void stagesThatAreCopiedFromAreThere(Path file) throws IOException {
    String stages = String.join("\n", Dockerfiles.each(file, "FROM")) + "\n";

    for (String copy : Dockerfiles.each(file, "COPY")) {
      if (copy.startsWith("--from=")) {
        String stage = copy.substring("--from=".length(), copy.indexOf(' '));
        assertThat(stages).contains(" AS " + stage + "\n");
      } else if (!copy.equals(". .")) {
        assertThat(Path.of("..", copy.split(" ", -1)[0])).exists();
      }
    }
  }

  /** ImagesTest runs these scripts, which is all that images are built and started by. */
  @ParameterizedTest
  @MethodSource("all")
  void onlyOurScriptsAreRun(Path file) throws IOException {
    List<String> commands = new ArrayList<>();
    for (String run : Dockerfiles.each(file, "RUN")) {
      commands.add(run.replaceFirst("^--mount=\\S+ ", "").split(" ", -1)[0]);
    }
    String start =
        Dockerfiles.words(file, "ENTRYPOINT").get(0).substring("/opt/understudy/".length());
    String program = file.getFileName().toString().replaceAll("-cuda|\\.Dockerfile", "");

    assertThat(commands)
        .isNotEmpty()
        .isSubsetOf("deploy/images/build", "deploy/images/add-kubernetes");
    if (!start.equals("bin/" + program)) { // which is in the archive
      assertThat(Dockerfiles.IMAGES.resolve(start)).isExecutable();
    }
    for (String command : commands) {
      assertThat(Path.of("..", command)).isExecutable();
    }
  }

  @Test
  void versionsAreThoseOfThePom() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    String spark = property(pom, "spark.version");
    String pytorch = property(pom, "pytorch.version");
    String trainer = Files.readString(Dockerfiles.IMAGES.resolve("understudy-trainer.Dockerfile"));
    String cuda =
        Files.readString(Dockerfiles.IMAGES.resolve("understudy-student-cuda.Dockerfile"));

    assertThat(trainer).contains("FROM apache/spark:" + spark + "-scala2.13-");
    assertThat(cuda)
        .contains("FROM pytorch/pytorch:" + pytorch + "-cuda12.8-")
        .contains("PYTORCH_VERSION=" + pytorch + " ");
    assertThat(
            Manifests.of("prod-gpu")
                .one("SparkApplication", "understudy-dataset")
                .at("/spec/sparkVersion")
                .asText())
        .isEqualTo(spark);
  }

  @Test
  void contextHasWhatIsBuiltFromAndLittleElse() throws IOException {
    List<String> ignored = Files.readAllLines(Path.of("../.dockerignore"));

    assertThat(ignored)
        .contains(
            "*",
            "!.mvn",
            "!mvnw",
            "!pom.xml",
            "!*/pom.xml",
            "!*/src/main",
            "!deploy/images",
            "!deploy/systemd",
            "!archives");
    assertThat(ignored.subList(ignored.size() - 2, ignored.size()))
        .containsExactly("**/target", "**/node_modules");
  }

  private static List<String> last(Path file) throws IOException {
    List<String> lines = Dockerfiles.instructions(file);
    int from = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("FROM ")) {
        from = i;
      }
    }
    return lines.subList(from, lines.size());
  }

  private static String property(String pom, String name) {
    int from = pom.indexOf("<" + name + ">") + name.length() + 2;
    return pom.substring(from, pom.indexOf('<', from));
  }
}
