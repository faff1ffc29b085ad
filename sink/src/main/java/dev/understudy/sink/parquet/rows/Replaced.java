package dev.understudy.sink.parquet.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.sink.parquet.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A file whose place a compacted one takes.
 *
 * @param file its name in the folder of both
 * @param origin where its rows came from; tells nothing where it was a compacted file itself, whose
 *     own files are listed too
 * @param erased how many of its rows had been erased by then
 */
public record Replaced(String file, Origin origin, long erased) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the origin of a compacted file tells. */
  private static final Origin NONE = Origin.of(Map.of());

  public Replaced {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(origin, "origin");
  }

  static String write(List<Replaced> all) {
    ArrayNode list = JSON.createArrayNode();
    for (Replaced each : all) {
      ObjectNode entry = list.addObject().put("file", each.file);
      if (!each.origin.equals(NONE)) {
        entry
            .put("instance", each.origin.instance())
            .put("segment", each.origin.segment())
            .put("rows", each.origin.rows())
            .put("ids_sha256", each.origin.idsSha256());
      }
      if (each.erased > 0) {
        entry.put("erased", each.erased);
      }
    }
    return list.toString();
  }

  static List<Replaced> read(String json) throws IOException {
    List<Replaced> all = new ArrayList<>();
    try {
      for (JsonNode entry : JSON.readTree(json)) {
        Origin origin =
            entry.has("segment")
                ? new Origin(
                    entry.path("instance").asText(),
                    entry.path("segment").asText(),
                    entry.path("rows").asLong(),
                    entry.path("ids_sha256").asText())
                : NONE;
        all.add(new Replaced(entry.path("file").asText(), origin, entry.path("erased").asLong()));
      }
    } catch (JsonProcessingException e) {
      throw new IOException("expected a JSON list of replaced files in the footer", e);
    }
    return List.copyOf(all);
  }
}
