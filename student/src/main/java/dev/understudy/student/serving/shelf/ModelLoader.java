package dev.understudy.student.serving.shelf;

import dev.understudy.student.model.Model;
import java.nio.file.Path;

/** Makes a model of the folder it lies in. */
@FunctionalInterface
public interface ModelLoader {
  /**
   * Loads the model; who asks closes it.
   *
   * @throws UnloadableModel if the folder holds none that can be used; the message names the
   *     folder, what was expected and what was found
   */
  Model load(Path folder) throws UnloadableModel;
}
