package dev.understudy.student.keyword;

import dev.understudy.student.model.Model;
import dev.understudy.student.serving.shelf.UnloadableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Keyword models in folders: a file {@code keywords} whose first line is name, version and time,
 * and whose other lines are a bad word each.
 */
public final class KeywordFolder {
  private final List<KeywordModel> loaded = new CopyOnWriteArrayList<>();

  /** Writes a model. */
  public static Path write(Path folder, String name, String version, long created, String... bad)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("keywords"),
        name + " " + version + " " + created + "\n" + String.join("\n", bad) + "\n");
    return folder;
  }

  /** Loads a model. */
  public Model load(Path folder) throws UnloadableModel {
    try {
      List<String> lines = Files.readAllLines(folder.resolve("keywords"));
      String[] head = lines.get(0).split(" ", -1);
      if (head.length != 3) {
        throw new UnloadableModel(
            folder + "/keywords:1: expected name, version and time, got " + head.length + " words",
            null);
      }
      KeywordModel model =
          new KeywordModel(
              new Model.Identity(head[0], head[1], Long.parseLong(head[2])),
              Set.copyOf(lines.subList(1, lines.size())),
              16);
      loaded.add(model);
      return model;
    } catch (IOException e) {
      throw new UnloadableModel(folder + " has no readable file keywords", e);
    }
  }

  /** All models loaded so far. */
  public List<KeywordModel> loaded() {
    return List.copyOf(loaded);
  }
}
