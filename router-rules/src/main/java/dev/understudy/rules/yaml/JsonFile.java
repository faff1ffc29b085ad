package dev.understudy.rules.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.rules.NamedFile.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads paths of files of one kind that can be read and hold JSON, and notes them. */
final class JsonFile {
  private static final JsonFactory JSON = new JsonFactory();

  private final Kind kind;
  private final FileNotes notes;
  private final Scalar<Path> scalar;

  /**
   * Files of that kind.
   *
   * @param what what the JSON is to be, for messages, such as {@code a JSON Schema}
   */
  JsonFile(Kind kind, String what, FileNotes notes) {
    this.kind = kind;
    this.notes = notes;
    this.scalar = scalar(notes.folder(), what);
  }

  /** The file under the key; its absence is a problem. */
  Path required(Section in, String key) {
    Path file = in.required(key, scalar);
    return noted(in, key, file);
  }

  /** The file under the key, or null where the key is absent. */
  @Nullable Path orNull(Section in, String key) {
    return in.has(key) ? required(in, key) : null;
  }

  private Path noted(Section in, String key, Path file) {
    if (in.isSound(key)) {
      notes.add(kind, in.named(key), file, in.placeOf(key));
    }
    return file;
  }

  private static Scalar<Path> scalar(Path folder, String what) {
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
          "must be %s, but %s is not JSON from %s on".formatted(what, file, place(broken)));
    } catch (IOException unreadable) {
      throw new Mismatch("must be a file that can be read: " + unreadable.getMessage());
    }
  }

  /** Where, and never what: a file that is named by mistake may hold secrets. */
  private static String place(JsonProcessingException broken) {
    JsonLocation at = broken.getLocation();
    return at == null
        ? "its beginning"
        : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
