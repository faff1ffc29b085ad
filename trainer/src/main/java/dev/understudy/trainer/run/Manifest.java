package dev.understudy.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stage's folder says of itself. It tells no times and no places of this machine, so that
 * the same work has the same manifest.
 *
 * @param stage the stage's name
 * @param fingerprint names all that decides the content: equal ones, equal content
 * @param version of this program
 * @param seed of all that is drawn by lot
 * @param settings the stage's settings
 * @param after the name of the folder that went in, which lies beside this one; null for the first
 * @param rowsIn how many rows went in that were not dropped before
 * @param kept how many of them were kept
 * @param dropped how many were dropped here, by reason
 * @param notes what else the stage tells, by name
 */
public record Manifest(
    String stage,
    String fingerprint,
    String version,
    long seed,
    JsonNode settings,
    @Nullable String after,
    long rowsIn,
    long kept,
    Map<String, Long> dropped,
    Map<String, JsonNode> notes) {
  private static final String FILE = "manifest.json";
  private static final int FORMAT = 1;

  public Manifest {
    dropped = Collections.unmodifiableMap(new TreeMap<>(dropped));
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
  }

  /** Whether a folder has one. */
  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  void write(Path folder) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("stage", stage);
    all.put("fingerprint", fingerprint);
    all.put("version", version);
    all.put("seed", seed);
    all.put("settings", settings);
    all.put("after", after);
    all.put("rows_in", rowsIn);
    all.put("kept", kept);
    all.put("dropped", dropped);
    all.put("notes", notes);
    Files.writeString(folder.resolve(FILE), CanonicalJson.pretty(all));
  }

  /**
   * Reads the one of a folder.
   *
   * @throws IOException if there is none, or it is not ours; the message names it and the remedy
   */
  static Manifest read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          folder
              + ": has no manifest.json; give a folder that a stage of this program has written");
    }
    try {
      JsonNode all = new ObjectMapper().readTree(Files.readString(file));
      if (all.path("format").asInt() != FORMAT || !all.has("settings")) {
        throw new UnreadableManifest(
            file + ": is no manifest of format " + FORMAT + "; run its stage anew");
      }
      return of(all);
    } catch (JsonProcessingException broken) {
      throw new UnreadableManifest(file + ": is not JSON; run its stage anew", broken);
    }
  }

  private static Manifest of(JsonNode all) {
    Map<String, Long> dropped = new TreeMap<>();
    all.path("dropped").properties().forEach(e -> dropped.put(e.getKey(), e.getValue().asLong()));
    Map<String, JsonNode> notes = new TreeMap<>();
    all.path("notes").properties().forEach(e -> notes.put(e.getKey(), e.getValue()));
    return new Manifest(
        all.path("stage").asText(),
        all.path("fingerprint").asText(),
        all.path("version").asText(),
        all.path("seed").asLong(),
        all.path("settings"),
        all.path("after").isTextual() ? all.path("after").asText() : null,
        all.path("rows_in").asLong(),
        all.path("kept").asLong(),
        dropped,
        notes);
  }
}
