package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    if (command.startsWith("kubectl create ")) {
      Files.writeString(folder.resolve("admin.token"), "a token for this test");
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
    } else if (command.contains(" docker compose ")) {
      assertThat(Path.of("..", words.get(words.indexOf("-f") + 1))).exists();
    } else {
      // ImagesTest runs it.
      assertThat(command).startsWith("deploy/images/build understudy ");
    }
  }
}
