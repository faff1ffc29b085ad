package dev.understudy.student.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentFolderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Description DESCRIPTION =
      new Description(
          "classifier",
          "moderation",
          "20261126-3f9c2a1b",
          Instant.parse("2026-11-26T12:00:00.75Z"),
          JSON.createObjectNode().put("input", "slots"),
          JSON.createObjectNode().put("set", "E"));

  private final Path folder;

  StudentFolderTest(@TempDir Path home) {
    this.folder = home.resolve("student");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    write("weights");

    StudentFolder read = StudentFolder.read(folder);

    assertThat(read.description()).isEqualTo(DESCRIPTION);
    assertThat(read.file("deep/weights")).hasContent("weights");
    assertThat(read.description().identity().createdSeconds()).isEqualTo(1795694400L);
  }

  @Test
  void whatIsSaidOfItsInputsIsKept() throws IOException {
    Description described =
        new Description(
            DESCRIPTION.kind(),
            DESCRIPTION.name(),
            DESCRIPTION.modelVersion(),
            DESCRIPTION.created(),
            DESCRIPTION.settings(),
            DESCRIPTION.provenance(),
            JSON.createObjectNode().put("rows", 12));

    StudentFolder.write(folder, described, into -> {});

    assertThat(StudentFolder.read(folder).description()).isEqualTo(described);
  }

  @Test
  void newStudentTakesThePlaceOfTheOldAndLeavesNothingBehind() throws IOException {
    write("old");
    Files.writeString(folder.resolve("left over"), "by hand");

    write("new");

    assertThat(StudentFolder.read(folder).file("deep/weights")).hasContent("new");
    assertThat(folder.resolve("left over")).doesNotExist();
    assertThat(Objects.requireNonNull(folder.getParent())).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void failedWriteLeavesTheOldStudent() throws IOException {
    write("old");

    assertThatThrownBy(
            () ->
                StudentFolder.write(
                    folder,
                    DESCRIPTION,
                    into -> {
                      Files.writeString(into.resolve("weights"), "half");
                      throw new IOException("no space left");
                    }))
        .hasMessage("no space left");

    assertThat(StudentFolder.read(folder).file("deep/weights")).hasContent("old");
  }

  @Test
  void damageIsFoundAndNamed() throws IOException {
    write("weights");
    Path file = folder.resolve("deep/weights");

    Files.writeString(file, "weighty");
    assertUnusable(
        folder
            + " is damaged: deep/weights does not have the SHA-256 that student.json states;"
            + " copy it again");
    Files.writeString(file, "wei");
    assertUnusable(folder + " is not whole: deep/weights has 3 bytes, expected 7; copy it again");
    Files.delete(file);
    assertUnusable(folder + " is not whole: deep/weights is missing; copy it again");
  }

  @Test
  void whatIsNotUnderstoodIsRefusedByField() throws IOException {
    write("weights");
    Path file = folder.resolve(StudentFolder.FILE);
    String good = Files.readString(file);

    assertRefused(
        good,
        "\"version\" : 1",
        "\"version\" : 2",
        ": version must be 1, got 2; use the release that wrote it");
    assertRefused(good, "understudy-student", "other", ": format must be understudy-student");
    assertRefused(
        good, "\"kind\" : \"classifier\"", "\"kind\" : \"parrot\"", ": parrot must be an object");
    assertRefused(good, "\"name\" : \"moderation\"", "\"name\" : 7", ": name must be a text");
    assertRefused(
        good,
        "2026-11-26T12:00:00Z",
        "yesterday",
        ": created must be a time such as 2026-11-26T12:00:00Z");
    assertRefused(
        good, "\"deep/weights\"", "\"../weights\"", ": files must lie in the folder: ../weights");
    assertRefused(good, "\"name\" :", "\"name\"", ":5:10: this is no JSON");
  }

  @Test
  void folderWithoutADescriptionIsNoStudent() throws IOException {
    Files.createDirectories(folder);

    assertUnusable(folder + " is no student: it has no student.json");
  }

  private void assertRefused(String good, String part, String other, String message)
      throws IOException {
    Path file = folder.resolve(StudentFolder.FILE);
    Files.writeString(file, good.replaceFirst(Pattern.quote(part), other));
    assertUnusable(file + message);
  }

  private void assertUnusable(String message) {
    assertThatThrownBy(() -> StudentFolder.read(folder))
        .isInstanceOf(UnusableStudent.class)
        .hasMessage(message);
  }

  private void write(String weights) throws IOException {
    StudentFolder.write(
        folder,
        DESCRIPTION,
        into -> {
          Files.createDirectories(into.resolve("deep"));
          Files.writeString(into.resolve("deep/weights"), weights);
        });
  }
}
