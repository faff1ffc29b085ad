package dev.understudy.student.serving.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a look at folders shows, without reading a file. */
final class FolderSight {
  private static final int DEEPEST = 4;

  private FolderSight() {}

  /**
   * Tells one state of a model's folder from another: where it really lies, and what files of what
   * size and age it has. Empty where there is no folder, or it changed under the look.
   */
  static String of(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      return folder.toRealPath()
          + files.sorted().map(file -> state(folder, file)).collect(Collectors.joining());
    } catch (IOException | UncheckedIOException absent) {
      return "";
    }
  }

  private static String state(Path folder, Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isDirectory()
          ? ""
          : "\n%s %s %s %d"
              .formatted(
                  folder.relativize(file),
                  attributes.fileKey(),
                  attributes.lastModifiedTime(),
                  attributes.size());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  /** The folders in a folder, by name; hidden ones, which are still being written, left out. */
  static List<Path> foldersIn(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(each -> !String.valueOf(each.getFileName()).startsWith("."))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException absent) {
      return List.of();
    }
  }
}
