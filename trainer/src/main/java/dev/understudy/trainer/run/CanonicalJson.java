package dev.understudy.trainer.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Values as JSON that is the same whenever the values are: records in the order of their
 * components, maps in the order of their keys; and digests of it.
 */
public final class CanonicalJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .addModule(
              new SimpleModule()
                  .addSerializer(Path.class, new ToStringSerializer())
                  .addSerializer(Instant.class, new ToStringSerializer())
                  .addSerializer(Duration.class, new ToStringSerializer()))
          .build();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter()
          .withObjectIndenter(new DefaultIndenter("  ", "\n"))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"));

  private CanonicalJson() {}

  /** The value as a tree. */
  public static JsonNode tree(Object value) {
    return JSON.valueToTree(value);
  }

  /** The value in one line. */
  public static String line(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The value over several lines, for people, with a line's end after the last. */
  public static String pretty(Object value) {
    try {
      return JSON.writer(PRETTY).writeValueAsString(value) + "\n";
    } catch (JsonProcessingException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The SHA-256 of the value in one line, 64 hexadecimal digits. */
  public static String digest(Object value) {
    return Sha256.of(line(value));
  }
}
