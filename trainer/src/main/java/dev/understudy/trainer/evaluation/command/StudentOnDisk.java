package dev.understudy.trainer.evaluation.command;

import dev.understudy.student.artefact.StudentFolder;
import dev.understudy.student.artefact.UnusableStudent;
import dev.understudy.student.classifier.Classifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A student that was loaded, and which one it is, so that it can be told later from one that was
 * trained to its place since.
 *
 * @param folder where it lay
 * @param sha256 of its {@code student.json}, which lists all its other files with theirs
 * @param student who loads it closes it
 */
record StudentOnDisk(Path folder, String sha256, Classifier student) {
  /** Loads a student of a folder. */
  @FunctionalInterface
  interface Loading {
    Classifier load(Path folder) throws IOException;
  }

  /**
   * Loads a student.
   *
   * @throws UnusableStudent if the folder is none, or became another's meanwhile
   */
  static StudentOnDisk load(Path folder, Loading loading) throws IOException {
    String before = StudentFolder.sha256(folder);
    Classifier student = loading.load(folder);
    try {
      if (!StudentFolder.sha256(folder).equals(before)) {
        throw new UnusableStudent(
            folder + " became another student while it was read; wait for its training to end");
      }
      return new StudentOnDisk(folder, before, student);
    } catch (IOException | RuntimeException another) {
      student.close();
      throw another;
    }
  }

  /** Writes down which one it is, as {@code sha256sum} does and checks it. */
  void writeTo(Path file) throws IOException {
    Files.writeString(file, sha256 + "  " + folder.resolve(StudentFolder.FILE) + "\n");
  }
}
