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
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands on the pages are run where they can be, in a tree of their own and without a cluster; of
 * others, the files are there.
 */
class PagesTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\n(.*?)```");

  private final Map<String, JsonNode> started = new LinkedHashMap<>();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kubernetes.md", "deploying.md"})
  void commandsHold(String page) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs", page)));
    while (blocks.find()) {
      blocks.group(1).lines().map(line -> line.replaceAll("\\s+# .*", "")).forEach(commands::add);
    }

    assertThat(commands).hasSizeGreaterThan(4);
    for (String command : commands) {
      check(command);
    }
  }

  private void check(String command) throws IOException {
    List<String> words = List.of(command.split(" ", -1));
    if (command.matches("kubectl (create job|wait|logs|rollout) .*")) {
      checkOfCluster(command);
    } else if (command.startsWith("kubectl create ")) {
      Files.writeString(folder.resolve("admin.token"), "a token for this test");
      Files.writeString(folder.resolve("client.secret"), "a secret for this test");
      Files.writeString(folder.resolve("store.env"), "AWS_REGION=eu-west-1\n");
      assertThat(Tools.installed().kubectlCreate(words.subList(1, words.size()), folder))
          .as(command)
          .contains("name: " + words.get(words.get(2).equals("secret") ? 4 : 3));
    } else if (command.startsWith("kubectl kustomize ")
        || command.startsWith("kubectl apply -k ")) {
      Path overlay = Path.of("..", words.get(words.size() - 1));
      assertThat(Tools.installed().kustomize(overlay)).as(command).contains("kind: StatefulSet");
    } else if (command.startsWith("docker build ")) {
      Path file = Path.of("..", words.get(3));
      assertThat(Dockerfiles.all()).as(command).contains(file);
      assertThat(file.getFileName().toString()).isEqualTo(words.get(5) + ".Dockerfile");
    } else if (command.startsWith("deploy/prometheus/render ")) {
      // MonitoringTest runs it.
      assertThat(words.subList(1, 3))
          .containsExactly("kubernetes", "https://docs.example/understudy");
      assertThat(Path.of("..", words.get(4))).exists();
    } else if (command.startsWith("docker compose ")) {
      Path file = Path.of("..", words.get(words.indexOf("-f") + 1));
      JsonNode services = Manifests.tree(Files.readString(file)).path("services");
      int verb = words.indexOf("-f") + 2;
      assertThat(words.get(verb)).isIn("up", "run");
      for (String word : words.subList(verb + 1, words.size())) {
        assertThat(word.startsWith("--") || services.has(word)).as(word).isTrue();
      }
    } else if (command.startsWith("sudo ")) {
      checkOfServer(words.subList(1, words.size()));
    } else if (command.startsWith("export ")) {
      String compose = Files.readString(Path.of("../deploy/compose/compose.yaml"));
      for (String variable : words.subList(1, words.size())) {
        assertThat(compose).contains("${" + variable.replaceAll("=.*", "") + ":?");
      }
    } else {
      // ImagesTest runs it.
      assertThat(command).startsWith("deploy/images/build understudy ");
    }
  }

  /** Copies are made, with folders of this test for those of the server. */
  private void checkOfServer(List<String> words) throws IOException {
    String unit = Files.readString(Path.of("../deploy/systemd/understudy.service"));
    String last = words.get(words.size() - 1);
    switch (words.get(0)) {
      case "install" -> {
        Path from = folder.resolve(words.get(words.size() - 2).substring(1));
        unpack(from);
        Tools.runIn(
            folder, words.stream().map(word -> word.replaceFirst("^/", folder + "/")).toList());
        assertThat(folder.resolve(last.substring(1))).hasSameBinaryContentAs(from);
        assertThat(last)
            .isIn(
                "/etc/understudy/gateway.yaml",
                "/etc/understudy/rules.yaml",
                "/etc/systemd/system/understudy.service");
      }
      case "useradd" -> assertThat(unit).contains("User=" + last + "\n", "Group=" + last + "\n");
      case "cp" -> assertThat(unit).contains("ExecStart=" + last + "/bin/understudy ");
      default -> assertThat(words).containsExactly("systemctl", "enable", "--now", "understudy");
    }
  }

  /** Lays a file of the archive where the archive would be unpacked. */
  private static void unpack(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Path parent = Objects.requireNonNull(file.getParent());
    Path source =
        parent.endsWith("systemd")
            ? Path.of("../deploy/systemd", name)
            : Path.of("../archives/conf/understudy", name);
    Files.createDirectories(parent);
    Files.copy(source, file);
  }

  /**
   * What only a cluster can do is done with objects that are there, by words that kubectl knows.
   */
  private void checkOfCluster(String command) throws IOException {
    Manifests prod = Manifests.of("prod");
    List<String> words = List.of(command.split(" ", -1));
    assertThat(command).contains("--namespace understudy");
    for (String word : words) {
      if (word.startsWith("--from=cronjob/")) {
        started.put("job/" + words.get(3), prod.one("CronJob", word.substring(15)));
      } else if (word.startsWith("job/")) {
        assertThat(started).as(command).containsKey(word);
      } else if (word.startsWith("deployment/")) {
        assertThat(prod.one("Deployment", word.substring(11))).isNotNull();
      } else if (word.startsWith("--container=")) {
        JsonNode pod =
            Objects.requireNonNull(started.get(words.get(2))).at("/spec/jobTemplate/spec/template");
        assertThat(Manifests.containers(pod))
            .extracting(each -> each.path("name").asText())
            .contains(word.substring(12));
      }
      if (word.startsWith("--")) {
        String verb =
            words.get(1) + (words.get(1).matches("create|rollout") ? " " + words.get(2) : "");
        assertThat(Tools.installed().kubectlHelp(verb)).contains(word.replaceAll("=.*", ""));
      }
    }
  }
}
