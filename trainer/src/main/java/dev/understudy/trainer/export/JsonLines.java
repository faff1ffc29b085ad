package dev.understudy.trainer.export;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of JSON lines: a value on each, ended by a line feed, in UTF-8 without byte order mark.
 * What else some readers take for a line's end (U+0085, U+2028, U+2029: Python's {@code
 * splitlines}) is escaped. One thread.
 *
 * @see <a href="https://jsonlines.org">JSON Lines</a>
 */
final class JsonLines implements Closeable {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  .characterEscapes(new LineEnds())
                  .rootValueSeparator((String) null)
                  .build())
          .build();

  private final JsonGenerator out;

  private JsonLines(JsonGenerator out) {
    this.out = out;
  }

  /** Begins a file, in the place of one that is there. */
  static JsonLines create(Path file) throws IOException {
    return new JsonLines(MAPPER.getFactory().createGenerator(file.toFile(), JsonEncoding.UTF8));
  }

  void write(JsonNode value) throws IOException {
    MAPPER.writeTree(out, value);
    out.writeRaw('\n');
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static final class LineEnds extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final SerializedString NEXT_LINE = new SerializedString("\\u0085");
    private static final SerializedString LINE_SEPARATOR = new SerializedString("\\u2028");
    private static final SerializedString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

    @Override
    public int[] getEscapeCodesForAscii() {
      return standardAsciiEscapesForJSON();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return switch (character) {
        case 0x85 -> NEXT_LINE;
        case 0x2028 -> LINE_SEPARATOR;
        case 0x2029 -> PARAGRAPH_SEPARATOR;
        default -> null;
      };
    }
  }
}
