package dev.understudy.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path home;

  @Test
  void jobThatFindsNoMemorySaysHowToGetMore() throws IOException, InterruptedException {
    Path huge = home.resolve("huge.yaml");
    Files.writeString(huge, "# nothing but a remark, again and again\n".repeat(1 << 20));

    ProcessBuilder job =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx24m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "train",
            huge.toString());
    job.environment().remove("JAVA_TOOL_OPTIONS"); // of which the JVM would tell, too
    Process process = job.start();
    List<String> said = process.errorReader().lines().toList();

    assertThat(said)
        .containsExactly(
            "out of memory (Java heap space): Java's heap may take 24 MiB. Let it take more, such as"
                + " UNDERSTUDY_JAVA_OPTS=-Xmx8g understudy train "
                + huge
                + ", or give it less at a time");
    assertThat(process.waitFor()).isEqualTo(3);
  }
}
