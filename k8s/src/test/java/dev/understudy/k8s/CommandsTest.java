package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Commands and flags in manifests, images, the compose file and the unit are ones that the programs
 * declare in their sources.
 */
class CommandsTest {
  private static final Map<String, List<String>> PROGRAMS =
      Map.of(
          "understudy", List.of("gateway", "sink", "router-rules"),
          "understudy-student", List.of("student"),
          "understudy-trainer", List.of("trainer"));

  @Test
  void podsAreStartedWithCommandsThatExist() throws IOException {
    int looked = 0;
    for (String overlay : Manifests.OVERLAYS) {
      for (JsonNode pod : Manifests.of(overlay).podTemplates()) {
        for (JsonNode container : Manifests.containers(pod)) {
          String image = container.path("image").asText().replaceAll(".*/|:.*|-cuda", "");
          if (PROGRAMS.containsKey(image) && !container.has("command")) {
            assertKnown(image, Manifests.texts(container.path("args")));
            looked++;
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(10);
  }

  @Test
  void jobsOfSparkAreStartedWithCommandsThatExist() throws IOException {
    Manifests all = Manifests.of("prod-gpu");
    List<String> byOperator =
        Manifests.texts(all.one("SparkApplication", "understudy-dataset").at("/spec/arguments"));
    List<String> bySubmit =
        Manifests.texts(
            all.one("Job", "understudy-dataset-cluster")
                .at("/spec/template/spec/containers/0/args"));

    assertKnown("understudy-trainer", byOperator);
    assertThat(bySubmit.subList(bySubmit.size() - 3, bySubmit.size())).isEqualTo(byOperator);
    assertThat(Path.of("../trainer/src/main/java/dev/understudy/trainer/Main.java")).exists();
  }

  @Test
  void imagesAreStartedWithCommandsThatExist() throws IOException {
    for (Path file : Dockerfiles.all()) {
      String program = file.getFileName().toString().replaceAll("-cuda|\\.Dockerfile", "");

      assertKnown(program, Dockerfiles.words(file, "CMD"));
    }
  }

  @Test
  void composeFileAndUnitStartCommandsThatExist() throws IOException {
    JsonNode services =
        Manifests.tree(Files.readString(Path.of("../deploy/compose/compose.yaml")))
            .path("services");
    String start = "ExecStart=/opt/understudy/bin/understudy ";
    String unit = Files.readString(Path.of("../deploy/systemd/understudy.service"));

    for (String service : List.of("teacher", "student", "traffic", "gateway")) {
      assertKnown("understudy", Manifests.texts(services.path(service).path("command")));
    }
    assertKnown("understudy-student", Manifests.texts(services.at("/trained-student/command")));
    assertThat(unit).contains(start);
    String line = unit.substring(unit.indexOf(start) + start.length());
    assertKnown("understudy", List.of(line.substring(0, line.indexOf('\n')).split(" ", -1)));
  }

  private static void assertKnown(String program, List<String> words) throws IOException {
    String sources = sources(program);
    boolean commands = true;
    assertThat(words).isNotEmpty();
    for (String word : words) {
      if (word.startsWith("--")) {
        String flag = word.replaceAll("=.*", "");
        assertThat(flag.equals("--help") || sources.contains("\"" + flag + "\""))
            .as("%s of %s", flag, program)
            .isTrue();
      } else if (commands && word.matches("[a-z-]+")) {
        assertThat(sources).as(program).contains("name = \"" + word + "\"");
      } else {
        commands = false;
      }
    }
  }

  private static final Map<String, String> READ = new LinkedHashMap<>();

  private static String sources(String program) throws IOException {
    String known = READ.get(program);
    if (known != null) {
      return known;
    }
    List<Path> files = new ArrayList<>();
    for (String module : PROGRAMS.getOrDefault(program, List.of())) {
      try (Stream<Path> tree = Files.walk(Path.of("..", module, "src/main/java"))) {
        tree.filter(each -> each.toString().endsWith(".java")).forEach(files::add);
      }
    }
    StringBuilder all = new StringBuilder();
    for (Path file : files) {
      String text = Files.readString(file);
      if (text.contains("picocli")) {
        all.append(text);
      }
    }
    READ.put(program, all.toString());
    return all.toString();
  }
}
