package dev.understudy.trainer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * Real comments and a real teacher's answers, which are no part of the project: a folder named by
 * the system property {@value #PROPERTY}, or {@code shared/data/jigsaw} beside a folder above the
 * working directory. Tests that need it are skipped, and say so, where it is absent.
 */
public record JigsawData(Path folder) {
  /** Names the folder. */
  public static final String PROPERTY = "understudy.jigsaw";

  private static final JsonMapper MAPPER = new JsonMapper();

  /** The data; skips the test where there is none. */
  public static JigsawData orSkip() {
    Path folder = find();
    if (folder == null) {
      return Assumptions.abort("needs the Jigsaw data: set -D" + PROPERTY + "=FOLDER to run it");
    }
    return new JigsawData(folder);
  }

  private static @Nullable Path find() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Path.of(named);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path folder = at.resolve("shared/data/jigsaw");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    return null;
  }

  /** A file of the folder, whole. */
  public String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** What a teacher was asked and answered: {@code messages}, {@code answer}, {@code split}. */
  public List<JsonNode> teacher(String model) {
    return text("teacher." + model + ".jsonl").lines().map(JigsawData::json).toList();
  }

  private static JsonNode json(String line) {
    try {
      return MAPPER.readTree(line);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
