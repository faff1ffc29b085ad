package dev.understudy.diff.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes and reads profiles as JSON; the package's own page shows one. */
public final class InputProfileJson {
  /** The version that is written, and the only one that is read. */
  public static final int VERSION = 1;

  private static final JsonMapper MAPPER = new JsonMapper();

  private InputProfileJson() {}

  /** The profile as JSON; the same profile always gives the same. */
  public static ObjectNode write(InputProfile profile) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("version", VERSION).put("rows", profile.rows());
    ObjectNode features = root.putObject("features");
    profile
        .features()
        .forEach((feature, spread) -> write(spread, features.putObject(feature.word())));
    root.putObject("ngrams")
        .put("buckets", NgramTable.BUCKETS)
        .put("bits16", profile.ngrams().text());
    return root;
  }

  private static void write(FeatureProfile spread, ObjectNode into) {
    if (spread instanceof FeatureProfile.Numbers numbers) {
      into.put("low", numbers.low()).put("high", numbers.high());
      numbers.edges().forEach(into.putArray("edges")::add);
    } else if (spread instanceof FeatureProfile.Names names) {
      names.names().forEach(into.putArray("names")::add);
      names.seen().forEach(into.putArray("seen")::add);
    }
    spread.counts().forEach(into.putArray("counts")::add);
  }

  /**
   * What the JSON says.
   *
   * @throws IllegalArgumentException if it is no profile, or one of another version; the message
   *     says what is wrong
   */
  public static InputProfile read(JsonNode root) {
    int version = root.path("version").asInt(-1);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "version of the inputs must be %d, got %s; use the release that wrote it"
              .formatted(VERSION, root.path("version")));
    }
    Map<Feature, FeatureProfile> features = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values()) {
      JsonNode spread = root.path("features").path(feature.word());
      if (spread.isObject()) {
        features.put(feature, feature(feature, spread));
      }
    }
    try {
      return new InputProfile(
          root.path("rows").asLong(),
          features,
          NgramTable.read(root.path("ngrams").path("bits16").asText()));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("ngrams of the inputs: " + wrong.getMessage(), wrong);
    }
  }

  private static FeatureProfile feature(Feature feature, JsonNode spread) {
    try {
      if (feature.isNumber()) {
        List<Double> edges = new ArrayList<>();
        spread.path("edges").forEach(edge -> edges.add(edge.asDouble()));
        return new FeatureProfile.Numbers(
            spread.path("low").asDouble(),
            spread.path("high").asDouble(),
            edges,
            counts(spread.path("counts")));
      }
      List<String> names = new ArrayList<>();
      spread.path("names").forEach(name -> names.add(name.asText()));
      return new FeatureProfile.Names(
          names, counts(spread.path("seen")), counts(spread.path("counts")));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          feature.word() + " of the inputs: " + wrong.getMessage(), wrong);
    }
  }

  private static List<Long> counts(JsonNode array) {
    List<Long> counts = new ArrayList<>();
    if (array instanceof ArrayNode) {
      array.forEach(count -> counts.add(count.asLong()));
    }
    return counts;
  }
}
