package dev.understudy.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The objects of one overlay, as kustomize renders them. */
record Manifests(List<JsonNode> objects) {
  static final List<String> OVERLAYS = List.of("dev", "prod", "prod-gpu", "prod-team");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, Manifests> RENDERED = new LinkedHashMap<>();

  static synchronized Manifests of(String overlay) throws IOException {
    Manifests known = RENDERED.get(overlay);
    if (known == null) {
      known = read(Tools.installed().kustomize(Path.of("overlays", overlay)));
      RENDERED.put(overlay, known);
    }
    return known;
  }

  static Manifests read(String yaml) {
    List<JsonNode> objects = new ArrayList<>();
    for (Object each : new Load(LoadSettings.builder().build()).loadAllFromString(yaml)) {
      objects.add(JSON.valueToTree(each));
    }
    return new Manifests(objects);
  }

  /** One YAML file as a tree, its merge keys ({@code <<}) resolved. */
  static JsonNode tree(String yaml) {
    return JSON.valueToTree(merged(new Load(LoadSettings.builder().build()).loadFromString(yaml)));
  }

  private static @Nullable Object merged(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(Manifests::merged).toList();
    }
    if (!(value instanceof Map<?, ?> map)) {
      return value;
    }
    Map<Object, @Nullable Object> result = new LinkedHashMap<>();
    if (map.get("<<") instanceof Map<?, ?> below) {
      below.forEach((key, each) -> result.put(key, merged(each)));
    }
    map.forEach(
        (key, each) -> {
          if (!key.equals("<<")) {
            result.put(key, merged(each));
          }
        });
    return result;
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(each -> each.path("kind").asText().equals(kind)).toList();
  }

  JsonNode one(String kind, String name) {
    return ofKind(kind).stream()
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  /** The pods that objects make: their labels, annotations and spec. */
  List<JsonNode> podTemplates() {
    List<JsonNode> pods = new ArrayList<>();
    for (JsonNode each : objects) {
      for (String place : List.of("/spec/template", "/spec/jobTemplate/spec/template")) {
        if (each.at(place + "/spec/containers").isArray()) {
          pods.add(each.at(place));
        }
      }
    }
    return pods;
  }

  /** The one container of a pod. */
  static JsonNode container(JsonNode pod) {
    return pod.at("/spec/containers/0");
  }

  /** All containers of a pod: those that run first, one after another, then the one that serves. */
  static List<JsonNode> containers(JsonNode pod) {
    List<JsonNode> containers = new ArrayList<>();
    pod.at("/spec/initContainers").forEach(containers::add);
    pod.at("/spec/containers").forEach(containers::add);
    return containers;
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }
}
