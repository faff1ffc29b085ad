package dev.understudy.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree that images are built in, which is what {@code .dockerignore} leaves of this one. */
class ContextTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;
  private Path context;

  @BeforeEach
  void copy() throws IOException {
    assumeTrue(
        Tools.runs("git", "-C", ROOT.toString(), "rev-parse", "HEAD"),
        "what is under version control is only known where there is a clone");
    context = folder.resolve("a context");
    Tools.runIn(ROOT, List.of("deploy/images/context", context.toString()));
  }

  @Test
  void hasAllThatProgramsAreBuiltFrom() throws IOException {
    List<String> sources =
        tracked()
            .filter(
                file ->
                    file.matches(
                        "([^/]+/)?pom\\.xml|[^/]+/src/main/.*|\\.mvn/.*|mvnw|LICENSE|"
                            + "archives/(conf|readme)/.*|archives/(start|archive\\.xml)|"
                            + "deploy/(images|systemd)/.*"))
            .toList();

    assertThat(sources).hasSizeGreaterThan(1000).contains("k8s/pom.xml", "bench/pom.xml");
    assertThat(sources).allMatch(file -> Files.exists(context.resolve(file)));
    assertThat(context.resolve("mvnw")).isExecutable();
  }

  @Test
  void hasNoTestsPagesOrBuiltFiles() throws IOException {
    try (Stream<Path> files = Files.walk(context)) {
      assertThat(files.map(each -> context.relativize(each).toString()))
          .noneMatch(each -> each.startsWith("docs") || each.startsWith(".git"))
          .noneMatch(
              each -> each.matches("(?!archives).*/src/test(/.*)?|.*/(target|node_modules)/.*"));
    }
  }

  private static Stream<String> tracked() throws IOException {
    return Tools.runIn(ROOT, List.of("git", "ls-files")).lines();
  }
}
