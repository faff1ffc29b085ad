package dev.understudy.rules.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paths of files that can be read and hold JSON. */
final class JsonFile {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonFile() {}

  /**
   * The path of such a file.
   *
   * @param folder where paths start from
   * @param what what the JSON is to be, for messages, such as {@code a JSON Schema}
   */
  static Scalar<Path> scalar(Path folder, String what) {
    Scalar<Path> path = Scalar.path(folder);
    return Scalar.of(
        folder,
        text -> {
          Path file = path.read(text);
          check(file, what);
          return file;
        });
  }

  private static void check(Path file, String what) throws Mismatch {
    if (!Files.isRegularFile(file)) {
      throw new Mismatch("must be a file that can be read; there is none at " + file);
    }
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = JSON.createParser(in)) {
      boolean empty = parser.nextToken() == null;
      while (parser.nextToken() != null) {
        // to the end, to find what is not JSON
      }
      if (empty) {
        throw new Mismatch("must be %s, but %s is empty".formatted(what, file));
      }
    } catch (JsonProcessingException broken) {
      throw new Mismatch(
          "must be %s, but %s is not JSON: %s".formatted(what, file, broken.getOriginalMessage()));
    } catch (IOException unreadable) {
      throw new Mismatch("must be a file that can be read: " + unreadable.getMessage());
    }
  }
}
