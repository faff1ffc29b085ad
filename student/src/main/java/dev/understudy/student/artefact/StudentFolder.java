package dev.understudy.student.artefact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A student's folder that was read and found whole.
 *
 * @param folder where it is
 * @param description what it is
 */
public record StudentFolder(Path folder, Description description) {
  /** The file that says what a student is. */
  public static final String FILE = "student.json";

  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final String FORMAT = "understudy-student";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /** Writes the files of a student, its {@code student.json} aside, into a folder. */
  @FunctionalInterface
  public interface Contents {
    /** Writes them. */
    void writeInto(Path folder) throws IOException;
  }

  /** The file of that name in the folder. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a student: under a temporary name beside, synced, then under its own. What was there
   * under its name is replaced.
   *
   * @param files writes all its other files
   */
  public static StudentFolder write(Path folder, Description description, Contents files)
      throws IOException {
    Path home = Objects.requireNonNull(folder.toAbsolutePath().getParent(), "the root is no place");
    Files.createDirectories(home);
    Path temporary = home.resolve("." + folder.getFileName() + ".writing");
    delete(temporary);
    Files.createDirectories(temporary);
    files.writeInto(temporary);
    Files.writeString(temporary.resolve(FILE), json(description, temporary));
    for (Path file : filesOf(temporary)) {
      sync(file);
    }
    Path replaced = home.resolve("." + folder.getFileName() + ".replaced");
    delete(replaced);
    try {
      Files.move(folder, replaced, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException free) {
      // Nothing is there, or somebody has moved it on meanwhile.
    }
    Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
    sync(home);
    delete(replaced);
    return new StudentFolder(folder, description);
  }

  private static String json(Description description, Path folder) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("kind", description.kind());
    root.put("name", description.name()).put("model_version", description.modelVersion());
    root.put("created", description.created().toString());
    root.set(description.kind(), description.settings());
    root.set("provenance", description.provenance());
    if (description.inputs() != null) {
      root.set("inputs", description.inputs());
    }
    ObjectNode files = root.putObject("files");
    for (Path file : filesOf(folder)) {
      files
          .putObject(folder.relativize(file).toString().replace('\\', '/'))
          .put("bytes", Files.size(file))
          .put("sha256", digest(file));
    }
    return root.toPrettyString() + "\n";
  }

  /**
   * Reads a folder and checks every file it lists.
   *
   * @throws UnusableStudent if it is no student, is damaged, or is of a version or kind that cannot
   *     be read; the message names the field or file
   */
  public static StudentFolder read(Path folder) throws IOException {
    Path file = fileOf(folder);
    JsonNode root;
    try {
      root = MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException broken) {
      throw new UnusableStudent(
          "%s:%d:%d: this is no JSON"
              .formatted(
                  file, broken.getLocation().getLineNr(), broken.getLocation().getColumnNr()),
          broken);
    }
    if (!FORMAT.equals(root.path("format").asText())) {
      throw new UnusableStudent(file + ": format must be " + FORMAT);
    }
    if (root.path("version").asInt(-1) != VERSION) {
      throw new UnusableStudent(
          "%s: version must be %d, got %s; use the release that wrote it"
              .formatted(file, VERSION, root.path("version")));
    }
    Description description = description(file, root);
    for (Map.Entry<String, JsonNode> each : root.path("files").properties()) {
      check(folder, each.getKey(), each.getValue());
    }
    return new StudentFolder(folder, description);
  }

  /**
   * Tells a student from every other: the SHA-256, in hexadecimal digits, of its {@code
   * student.json}, which lists all its other files with theirs.
   *
   * @throws UnusableStudent if the folder has none
   */
  public static String sha256(Path folder) throws IOException {
    return digest(fileOf(folder));
  }

  private static Path fileOf(Path folder) throws UnusableStudent {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new UnusableStudent(folder + " is no student: it has no " + FILE);
    }
    return file;
  }

  private static Description description(Path file, JsonNode root) throws UnusableStudent {
    String kind = text(file, root, "kind");
    if (!(root.path(kind) instanceof ObjectNode settings)) {
      throw new UnusableStudent(file + ": " + kind + " must be an object");
    }
    ObjectNode provenance =
        root.path("provenance") instanceof ObjectNode said ? said : MAPPER.createObjectNode();
    try {
      return new Description(
          kind,
          text(file, root, "name"),
          text(file, root, "model_version"),
          Instant.parse(text(file, root, "created")),
          settings,
          provenance,
          root.path("inputs") instanceof ObjectNode inputs ? inputs : null);
    } catch (DateTimeParseException noTime) {
      throw new UnusableStudent(
          file + ": created must be a time such as 2026-11-26T12:00:00Z", noTime);
    }
  }

  private static String text(Path file, JsonNode root, String field) throws UnusableStudent {
    String text = root.path(field).textValue();
    if (text == null || text.isBlank()) {
      throw new UnusableStudent(file + ": " + field + " must be a text");
    }
    return text;
  }

  private static void check(Path folder, String name, JsonNode entry) throws IOException {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) {
      throw new UnusableStudent(folder.resolve(FILE) + ": files must lie in the folder: " + name);
    }
    if (!Files.isRegularFile(file)) {
      throw new UnusableStudent(folder + " is not whole: " + name + " is missing; copy it again");
    }
    long bytes = entry.path("bytes").asLong(-1);
    if (Files.size(file) != bytes) {
      throw new UnusableStudent(
          "%s is not whole: %s has %d bytes, expected %d; copy it again"
              .formatted(folder, name, Files.size(file), bytes));
    }
    if (!digest(file).equals(entry.path("sha256").asText())) {
      throw new UnusableStudent(
          "%s is damaged: %s does not have the SHA-256 that %s states; copy it again"
              .formatted(folder, name, FILE));
    }
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !file.equals(folder.resolve(FILE)))
          .sorted()
          .toList();
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
    byte[] chunk = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void sync(Path place) throws IOException {
    try (FileChannel channel = FileChannel.open(place, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              each -> {
                try {
                  Files.delete(each);
                } catch (IOException stuck) {
                  throw new UncheckedIOException(stuck);
                }
              });
    } catch (UncheckedIOException stuck) {
      throw stuck.getCause();
    }
  }
}
