package dev.understudy.gateway.edit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.live.LiveRules;
import dev.understudy.rules.yaml.RulesFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file that others write at the same time, or that is not taken up. */
class PlacingTest {
  private static final byte[] BEFORE = "before".getBytes(UTF_8);
  private static final byte[] AFTER = "after".getBytes(UTF_8);
  private static final String CHANGED = "the file was changed since; look at it again";

  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.write(folder.resolve("rules.yaml"), BEFORE);
  }

  /** Rules that do something when they are to be read again, and have problems or none. */
  private Applied placed(Runnable reload, String... problems) throws IOException {
    return new Placing(
            file,
            new Placing.TakesUp() {
              @Override
              public void reload() {
                reload.run();
              }

              @Override
              public LiveRules.Status status() {
                return new LiveRules.Status(version(), Instant.EPOCH, List.of(problems));
              }
            })
        .place(BEFORE, AFTER);
  }

  private String version() {
    try {
      return RulesFile.version(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsTakenUpStaysWithWhatWasBeforeBesideIt() throws IOException {
    Applied applied = placed(() -> {});

    assertThat(applied.outcome()).isEqualTo(Applied.Outcome.IN_FORCE);
    assertThat(file).content().isEqualTo("after");
    assertThat(folder.resolve("rules.yaml.bak")).content().isEqualTo("before");
  }

  @Test
  void whatSomebodyElseWroteSinceItWasLookedAtIsNotWrittenOver() throws IOException {
    write("of somebody else");

    Applied applied = placed(() -> {});

    assertThat(applied)
        .isEqualTo(new Applied(Applied.Outcome.CHANGED_MEANWHILE, version(), List.of(CHANGED)));
    assertThat(file).content().isEqualTo("of somebody else");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatSomebodyElseWroteWhileItWasTakenUpIsNotPutBack() throws IOException {
    Applied applied = placed(() -> write("of somebody else"), "it cannot be played");

    assertThat(applied)
        .isEqualTo(
            new Applied(
                Applied.Outcome.CHANGED_MEANWHILE,
                version(),
                List.of("it cannot be played", CHANGED)));
    assertThat(file).content().isEqualTo("of somebody else");
  }

  @Test
  void whatIsRefusedIsTakenBack() throws IOException {
    Applied applied = placed(() -> {}, "it cannot be played");

    assertThat(applied)
        .isEqualTo(new Applied(Applied.Outcome.REFUSED, version(), List.of("it cannot be played")));
    assertThat(file).content().isEqualTo("before");
  }

  @Test
  void whatFailsToBeTakenUpIsTakenBack() throws IOException {
    Applied applied =
        placed(
            () -> {
              throw new IllegalStateException("no memory for that");
            });

    assertThat(applied)
        .isEqualTo(
            new Applied(
                Applied.Outcome.REFUSED,
                version(),
                List.of(
                    "it could not be taken up: java.lang.IllegalStateException: no memory for"
                        + " that")));
    assertThat(file).content().isEqualTo("before");
  }
}
