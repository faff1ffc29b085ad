package dev.understudy.diff.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.diff.label.LabelReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentInputsTest {
  private final Path folder;
  private final Path file;

  StudentInputsTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("student.json");
  }

  @Test
  void profileIsReadFromTheFolderOrTheFile() throws IOException {
    InputProfile profile = new Traffic(1).profile(100);
    var student = new ObjectMapper().createObjectNode();
    student.set("inputs", InputProfileJson.write(profile));
    Files.writeString(file, student.toString());

    assertThat(StudentInputs.read(folder).profile()).isEqualTo(profile);
    assertThat(StudentInputs.read(file)).isEqualTo(StudentInputs.read(folder));
  }

  @Test
  void labelsAreReadWhereTheStudentsOwnAnswersHaveThem() throws IOException {
    var student = new ObjectMapper().createObjectNode();
    student.set("inputs", InputProfileJson.write(new Traffic(1).labelledProfile(100)));
    student
        .withObject("/classifier")
        .withArray("labels")
        .addObject()
        .put("label", "0")
        .put("answer", "{\"is_bad\": 0}");
    student
        .withObject("/classifier")
        .withArray("labels")
        .addObject()
        .put("label", "1")
        .put("answer", "{\"is_bad\": 1}");
    Files.writeString(file, student.toString());

    LabelReader labels = Objects.requireNonNull(StudentInputs.read(folder).labels(null));

    assertThat(labels.read("{\"is_bad\": 1.0}")).contains("1");
    assertThat(labels.read("I cannot say.")).isEmpty();
  }

  @Test
  void withoutLabelsInTheProfileNoneAreRead() throws IOException {
    var student = new ObjectMapper().createObjectNode();
    student.set("inputs", InputProfileJson.write(new Traffic(1).profile(100)));
    Files.writeString(file, student.toString());

    assertThat(StudentInputs.read(folder).labels(LabelReader.picking(null))).isNull();
  }

  @Test
  void whatHasNoProfileIsRefusedWithWhatToDo() throws IOException {
    assertRefused(file + ": no such file; name a student's folder or its student.json");
    Files.writeString(file, "{\"kind\":\"classifier\"}");
    assertRefused(file + ": has no profile of its inputs; train the student again");
    Files.writeString(file, "{\"kind\":");
    assertRefused(file + ":1:9: this is no JSON");
    Files.writeString(file, "{\"inputs\":{\"version\":9}}");
    assertRefused(file + ": version of the inputs must be 1, got 9; use the release that wrote it");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> StudentInputs.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }
}
