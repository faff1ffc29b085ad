package dev.understudy.rules.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 (JSON included) into values, or into all problems with their places; and writes
 * it.
 *
 * <p>A file is one document whose root is a map, in UTF-8, of at most {@value #MOST_BYTES} bytes.
 * An empty one reads as an empty map.
 */
public final class Yaml {
  /** The largest file that is read. */
  public static final int MOST_BYTES = 1 << 20;

  private Yaml() {}

  /**
   * The bytes of a file, for {@link #read}.
   *
   * @param source the file's name for messages
   */
  public static Parsed<byte[]> bytes(String source, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Parsed.Good<>(in.readNBytes(MOST_BYTES + 1));
    } catch (NoSuchFileException absent) {
      String whole = file.toAbsolutePath().toString();
      return bad(
          Problem.of(
              source,
              source.equals(whole) ? "no such file" : "no such file (looked for " + whole + ")"));
    } catch (IOException unreadable) {
      return bad(Problem.of(source, "cannot be read: " + unreadable.getMessage()));
    }
  }

  /**
   * What the reader makes of the document's root.
   *
   * @param source the file's name for messages
   * @param reader reads every key it knows; keys it did not ask for are problems
   */
  public static <T> Parsed<T> read(String source, byte[] bytes, Function<Section, T> reader) {
    List<Problem> problems = new ArrayList<>();
    Optional<Node> root;
    try {
      String text = text(source, bytes, problems);
      if (text == null) {
        return new Parsed.Bad<>(problems);
      }
      LoadSettings settings =
          LoadSettings.builder().setLabel(source).setAllowNonScalarKeys(true).build();
      Problem refused = Guard.firstRefused(source, text, settings);
      if (refused != null) {
        return bad(refused);
      }
      root = new Compose(settings).composeString(text);
    } catch (YamlEngineException broken) {
      return bad(notYaml(source, bytes, broken));
    }
    if (root.isPresent() && !(root.get() instanceof MappingNode)) {
      return bad(Place.of(root.get()).problem(source, "the file must be a map of keys to values"));
    }
    MappingNode map = (MappingNode) root.orElse(null);
    T value = Section.root(source, problems, map).read(reader);
    return problems.isEmpty()
        ? new Parsed.Good<>(value)
        : new Parsed.Bad<>(problems.stream().distinct().toList()); // variants repeat them
  }

  /** The document of these values: maps, lists, texts, numbers and booleans; in block style. */
  public static String write(Map<String, ?> document) {
    DumpSettings settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setIndent(2)
            .setWidth(1000)
            .setSplitLines(false)
            .build();
    return new Dump(settings).dumpToString(document);
  }

  private static @Nullable String text(String source, byte[] bytes, List<Problem> problems) {
    if (bytes.length > MOST_BYTES) {
      problems.add(Problem.of(source, "is larger than " + ByteSizes.write(MOST_BYTES)));
      return null;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      problems.add(Problem.of(source, "is not UTF-8 text"));
      return null;
    }
  }

  private static Problem notYaml(String source, byte[] bytes, YamlEngineException broken) {
    if (broken instanceof MarkedYamlEngineException marked) {
      Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
      String context = Objects.requireNonNullElse(marked.getContext(), "");
      return Place.of(mark)
          .problem(
              source,
              "not YAML: " + marked.getProblem() + (context.isEmpty() ? "" : " (" + context + ")"));
    }
    if (broken instanceof ReaderException character) {
      return notAllowed(source, new String(bytes, StandardCharsets.UTF_8), character);
    }
    return Problem.of(source, "not YAML: " + broken.getMessage());
  }

  /** The exception tells a position within what was buffered, so the character is looked for. */
  private static Problem notAllowed(String source, String text, ReaderException character) {
    int line = 1;
    int column = 1;
    for (int at = text.startsWith("\uFEFF") ? 1 : 0; at < text.length(); ) {
      int codePoint = text.codePointAt(at);
      if (!StreamReader.isPrintable(codePoint)) {
        break;
      }
      boolean ends = codePoint == '\n' || (codePoint == '\r' && !text.startsWith("\n", at + 1));
      line = ends ? line + 1 : line;
      column = ends ? 1 : column + 1;
      at += Character.charCount(codePoint);
    }
    return new Problem(
        source,
        line,
        column,
        "not YAML: the character U+%04X is not allowed".formatted(character.getCodePoint()));
  }

  private static <T> Parsed<T> bad(Problem problem) {
    return new Parsed.Bad<>(List.of(problem));
  }
}
