package dev.understudy.exchange.prompt.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes {@code prompts.json}; the room's own page shows one. */
public final class PromptsFile {
  /** The version that is written, and the newest that is read. */
  public static final int VERSION = 1;

  private static final String FORMAT = "understudy-prompts";
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private PromptsFile() {}

  /**
   * What the file says.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if it is no such file, or one of a later version; the message
   *     names the file and what is wrong
   */
  public static Prompts read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The same, or {@link Prompts#NONE} where there is no such file. */
  public static Prompts readOrNone(Path file) throws IOException {
    return Files.exists(file) ? read(file) : Prompts.NONE;
  }

  /** Writes the file: under a temporary name, synced, then under its own. */
  public static void write(Prompts prompts, Path file) throws IOException {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".writing");
    Files.writeString(temporary, format(prompts));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The file's text; the same prompts always give the same. */
  public static String format(Prompts prompts) {
    ObjectNode root = MAPPER.createObjectNode().put("format", FORMAT).put("version", VERSION);
    ArrayNode templates = root.putArray("templates");
    for (Template template : prompts.templates().all()) {
      ObjectNode entry = templates.addObject();
      entry.put("name", template.name());
      entry.put("rows", template.rows());
      entry.put("tail", template.tail());
      ArrayNode messages = entry.putArray("messages");
      for (Shape shape : template.shapes()) {
        ArrayNode text = messages.addObject().put("role", shape.role()).putArray("text");
        shape.text().constants().forEach(text::add);
      }
      entry.put("prune", prompts.pruning(template).word());
    }
    return root.toPrettyString().replace("\r\n", "\n") + "\n";
  }

  /**
   * What a file's text says.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Prompts parse(String text) {
    JsonNode root = tree(text);
    if (!FORMAT.equals(root.path("format").textValue())) {
      throw new IllegalArgumentException("not a file of prompts: its format must be " + FORMAT);
    }
    int version = root.path("version").asInt();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version %d cannot be read, only version %d; use the release that wrote it"
              .formatted(version, VERSION));
    }
    List<Template> templates = new ArrayList<>();
    Map<String, Pruning> prunings = new TreeMap<>();
    for (JsonNode entry : root.path("templates")) {
      Template template = template(entry);
      templates.add(template);
      Pruning pruning = Pruning.of(entry.path("prune").asText("none"));
      if (!pruning.equals(new Pruning.None())) {
        prunings.put(template.name(), pruning);
      }
    }
    return new Prompts(new Templates(templates), prunings);
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException broken) {
      // The parser's own message quotes what it found, which may be part of a prompt.
      throw new IllegalArgumentException(
          "not JSON at line %d, column %d"
              .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr()));
    }
  }

  private static Template template(JsonNode entry) {
    String name = entry.path("name").textValue();
    if (name == null) {
      throw new IllegalArgumentException("each template must have a name");
    }
    List<Shape> shapes = new ArrayList<>();
    for (JsonNode message : entry.path("messages")) {
      List<String> constants = new ArrayList<>();
      message.path("text").forEach(constant -> constants.add(constant.asText()));
      shapes.add(new Shape(message.path("role").asText("user"), new TextPattern(constants)));
    }
    return new Template(
        name, entry.path("rows").asInt(), shapes, entry.path("tail").asBoolean(false));
  }
}
