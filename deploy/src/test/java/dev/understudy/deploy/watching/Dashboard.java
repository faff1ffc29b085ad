package dev.understudy.deploy.watching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Grafana's dashboard as it lies in the repository. */
final class Dashboard {
  static final Path FILE = Path.of("..", "deploy", "grafana", "understudy.json");

  private final JsonNode root;

  Dashboard() throws IOException {
    root = new ObjectMapper().readTree(Files.readString(FILE));
  }

  JsonNode root() {
    return root;
  }

  /** All panels, rows included. */
  List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    root.path("panels").forEach(panels::add);
    return panels;
  }

  /** The panels that show something. */
  List<JsonNode> shown() {
    return panels().stream()
        .filter(panel -> !panel.path("type").textValue().equals("row"))
        .toList();
  }

  /** All queries, those of annotations included. */
  List<String> queries() {
    List<String> queries = new ArrayList<>();
    shown()
        .forEach(panel -> panel.path("targets").forEach(t -> queries.add(t.path("expr").asText())));
    root.path("annotations")
        .path("list")
        .forEach(
            each -> {
              if (each.has("expr")) {
                queries.add(each.path("expr").textValue());
              }
            });
    return queries;
  }
}
