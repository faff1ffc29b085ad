package dev.understudy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Dockerfiles, instruction by instruction. */
final class Dockerfiles {
  static final Path IMAGES = Path.of("..", "deploy", "images");

  private Dockerfiles() {}

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(IMAGES)) {
      return files.filter(each -> each.toString().endsWith(".Dockerfile")).sorted().toList();
    }
  }

  /** The instructions in their order: without comments, continued lines as one. */
  static List<String> instructions(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("(?m)^#.*\n", "");
    return text.replaceAll("\\\\\n\\s*", "").lines().filter(each -> !each.isBlank()).toList();
  }

  /** What follows one instruction, each time it stands there. */
  static List<String> each(Path file, String instruction) throws IOException {
    return instructions(file).stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  /** The words of an instruction that stands there once, in JSON. */
  static List<String> words(Path file, String instruction) throws IOException {
    List<String> found = each(file, instruction);
    JsonNode words = Manifests.tree(found.get(found.size() - 1));
    return Manifests.texts(words);
  }
}
