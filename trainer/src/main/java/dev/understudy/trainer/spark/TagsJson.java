package dev.understudy.trainer.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tags as a JSON object of texts, in the order of their names. */
final class TagsJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter WRITER = JSON.writer();
  private static final ObjectReader READER =
      JSON.readerFor(new TypeReference<TreeMap<String, String>>() {});

  private TagsJson() {}

  /** Null for none at all. */
  static @Nullable String write(Map<String, String> tags) {
    try {
      return tags.isEmpty() ? null : WRITER.writeValueAsString(tags);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static Map<String, String> read(@Nullable String json) {
    try {
      return json == null ? Map.of() : READER.readValue(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("the column tags must hold a JSON object of texts");
    }
  }
}
