package dev.understudy.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.understudy.trainer.training.RudeSet;
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
    RudeSet.write(home.resolve("set"), 90);
    Path file = home.resolve("huge.yaml");
    Files.writeString(
        file,
        """
        version: 1
        name: huge
        set: %s
        out: %s
        student: {ngram: {bits: 24}}
        """
            .formatted(home.resolve("set"), home.resolve("out")));

    ProcessBuilder job =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "train",
            file.toString());
    job.environment().remove("JAVA_TOOL_OPTIONS"); // of which the JVM would tell, too
    Process process = job.start();
    List<String> said = process.errorReader().lines().toList();

    assertThat(said)
        .last(STRING)
        .matches(
            "out of memory \\(Java heap space\\): Java's heap may take 1[0-9]{2} MiB\\. Let it take"
                + " more, such as UNDERSTUDY_JAVA_OPTS=-Xmx8g understudy train \\Q"
                + file
                + "\\E, or give it less at a time");
    assertThat(process.waitFor()).isEqualTo(3);
  }
}
