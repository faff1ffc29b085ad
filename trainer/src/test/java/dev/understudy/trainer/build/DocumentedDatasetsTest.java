package dev.understudy.trainer.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show works as it stands there. */
class DocumentedDatasetsTest {
  private static final Pattern YAML =
      Pattern.compile("```yaml\n(version: 1[^\n]*\nname: .*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void filesOnThePagesHaveNoProblems() throws IOException {
    List<String> files = new ArrayList<>();
    for (String page : List.of("README.md", "docs/datasets.md")) {
      Matcher found = YAML.matcher(Files.readString(Path.of("..").resolve(page)));
      while (found.find()) {
        files.add(found.group(1));
      }
    }

    assertThat(files).hasSize(3);
    for (String each : files) {
      Path file = folder.resolve("documented.yaml");
      Files.writeString(file, each);
      assertThat(DatasetFile.read("documented.yaml", file).problems())
          .extracting(Problem::toString)
          .isEmpty();
    }
  }
}
