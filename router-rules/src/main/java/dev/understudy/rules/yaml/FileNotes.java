package dev.understudy.rules.yaml;

import dev.understudy.rules.NamedFile;
import dev.understudy.rules.NamedFile.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Remembers which files rules name, and where, while they are read. */
final class FileNotes {
  private final Path folder;
  private final List<NamedFile> files = new ArrayList<>();
  private String route = "";

  /** Nothing yet. Paths start from the folder. */
  FileNotes(Path folder) {
    this.folder = folder;
  }

  /** Where paths start from. */
  Path folder() {
    return folder;
  }

  /** Names the route that is read from now on. */
  void begin(String name) {
    route = name;
  }

  void add(Kind kind, String key, Path path, Place at) {
    files.add(new NamedFile(kind, route, key, path, at.line(), at.column()));
  }

  /** All files so far. */
  List<NamedFile> all() {
    return List.copyOf(files);
  }
}
