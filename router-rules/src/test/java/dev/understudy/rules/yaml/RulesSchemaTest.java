package dev.understudy.rules.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema and the reader know the same keys and take the same values. */
class RulesSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode ROOT = parsed(RulesSchema.text());
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(ROOT);
  private static final String UNKNOWN = "zzzzzzzzzzzz";

  /** What the schema does not tell: URLs, names of upstreams, CEL, patterns, files. */
  private static final Set<String> UNTOLD =
      Set.of(
          "upstreams.u.url",
          "teacher",
          "student",
          "match.when",
          "compare.pick",
          "compare.schema",
          "launch.hybrid.easy.router",
          "launch.hybrid.trained_on",
          "launch.hybrid.check.schema",
          "launch.hybrid.check.matches",
          "launch.hybrid.check.moderation",
          "guard.check.schema",
          "guard.check.matches",
          "guard.check.moderation",
          "drift.profile",
          "capture.redact.patterns.u",
          "capture.redact.phone_regions[]");

  private static final List<String> VALUES =
      List.of(
          "5%",
          "0.1%",
          "0%",
          "100%",
          "100.5%",
          "0.25",
          "0",
          "1",
          "1.5",
          "-1",
          "-1%",
          "NaN",
          "'0.5'",
          "'1.5'",
          "00.5",
          "30s",
          "0s",
          "1m 5s",
          "250ms",
          "64KiB",
          "0B",
          "8MiB",
          "5",
          "100001",
          "2.50",
          "1.2x",
          "0x",
          "0.0x",
          "1234x",
          "none",
          "forward",
          "'env:KEY'",
          "'env:'",
          "'env:1'",
          "'header:x-user'",
          "'header:a b'",
          "'header:authorization'",
          "'header:X-Api-Key'",
          "Cookie",
          "HOST",
          "X-Understudy-b",
          "OpenAI-Organization",
          "user",
          "api-key",
          "api_key",
          "/a",
          "/a/b~1",
          "/a~2",
          "a",
          "''",
          "' '",
          "true",
          "maybe",
          "GET",
          "get",
          "'*'",
          "'/v1?x'",
          "json",
          "hold",
          "roll_back",
          "promote",
          "no",
          "yes",
          "auto",
          "count",
          "fall_back",
          "email",
          "all",
          "teacher",
          "canary",
          "x-tenant",
          "Authorization",
          "x-my-token",
          "host",
          "x-understudy-a",
          "default",
          "'a b'",
          "[5%, 4]",
          "{}",
          "[]",
          "[x]",
          "~");

  @ParameterizedTest
  @MethodSource("dev.understudy.rules.yaml.ExamplesTest#names")
  void everyExampleIsValid(String name) throws IOException {
    assertThat(errors(Files.readString(Path.of("examples", name)))).isEmpty();
  }

  @Test
  void theReaderAndTheSchemaKnowTheSameKeys() {
    List<Spot> sections =
        spots(new Spot(ROOT, "", "%s")).filter(each -> !each.properties().isEmpty()).toList();

    assertThat(sections).hasSize(24);
    for (Spot section : sections) {
      assertThat(knownByReader(section)).as(section.path).isEqualTo(section.properties());
    }
  }

  @Test
  void theReaderAndTheSchemaTakeTheSameValues() {
    List<Spot> leaves =
        spots(new Spot(ROOT, "", "%s"))
            .filter(each -> each.properties().isEmpty() && !each.isList() && !each.isMap())
            .filter(each -> !UNTOLD.contains(each.path))
            .toList();

    assertThat(leaves).hasSize(73);
    List<String> disagreements = new ArrayList<>();
    for (Spot leaf : leaves) {
      for (String value : VALUES) {
        boolean taken = isTakenByReader(leaf, value);
        if (taken != isTakenBySchema(leaf, value)) {
          disagreements.add(leaf.path + ": " + value + (taken ? " is fine" : " is a problem"));
        }
      }
    }
    assertThat(disagreements).isEmpty();
  }

  @Test
  void everyKeyIsDescribed() {
    spots(new Spot(ROOT, "", "%s"))
        .filter(each -> !each.path.endsWith("]") && !each.path.equals("match.headers.u"))
        .forEach(each -> assertThat(each.schema.has("description")).as(each.path).isTrue());
  }

  @Test
  void whatOneKeyAloneTellsIsTold() {
    assertThat(errors("version: 1\nroutes: [{name: a, teacher: t, launch: {}}]\n")).isNotEmpty();
    assertThat(errors("version: 1\nroutes: [{name: a, teacher: t, gate: {}}]\n")).isNotEmpty();
    assertThat(errors("version: 1\nupstreams: {teacher: {url: \"http://a\"}}\n")).isNotEmpty();
    assertThat(errors("version: 1\n")).isNotEmpty();
  }

  private static boolean isTakenBySchema(Spot leaf, String value) {
    String pointer = leaf.pointer();
    return errors(leaf.file(value)).stream()
        .map(error -> error.getInstanceLocation().toString())
        .noneMatch(at -> at.equals(pointer) || at.startsWith(pointer + "["));
  }

  private static boolean isTakenByReader(Spot leaf, String value) {
    String path = leaf.path.replace("[]", "");
    return problems(leaf.file(value))
        .noneMatch(
            problem ->
                problem.startsWith(path + " must")
                    || problem.startsWith("each of " + path + " must")
                    || problem.startsWith("the route name")
                    || problem.matches(".*" + path + " has no value.*"));
  }

  private static Set<String> knownByReader(Spot section) {
    return problems(section.file("{" + UNKNOWN + ": 1}"))
        .filter(problem -> problem.contains("'" + UNKNOWN + "'"))
        .map(problem -> problem.replaceAll(".*; known: |.*; none is known", ""))
        .flatMap(known -> Stream.of(known.split(", ", -1)))
        .filter(key -> !key.isEmpty())
        .collect(TreeSet::new, Set::add, Set::addAll);
  }

  private static Stream<String> problems(String yaml) {
    return RulesFile.read("r", yaml.getBytes(UTF_8), URI.create("http://t")).problems().stream()
        .map(Problem::message);
  }

  private static Set<ValidationMessage> errors(String yaml) {
    Object document = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return SCHEMA.validate(JSON.valueToTree(document));
  }

  /** The spot and all below it. */
  private static Stream<Spot> spots(Spot spot) {
    return Stream.concat(Stream.of(spot), spot.children().stream().flatMap(RulesSchemaTest::spots));
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new AssertionError(broken);
    }
  }

  /**
   * A place in rules.
   *
   * @param schema what the schema says about it
   * @param path how messages call it
   * @param around a file with {@code %s} in the place
   */
  private record Spot(JsonNode schema, String path, String around) {
    String file(String value) {
      return around.formatted(value);
    }

    boolean isList() {
      return schema.has("items");
    }

    boolean isMap() {
      return schema.path("type").asText().equals("object");
    }

    boolean isNamed() {
      return schema.path("additionalProperties").isObject();
    }

    Set<String> properties() {
      Set<String> keys = new TreeSet<>();
      object().path("properties").fieldNames().forEachRemaining(keys::add);
      return keys;
    }

    List<Spot> children() {
      List<Spot> children = new ArrayList<>();
      for (Map.Entry<String, JsonNode> each : object().path("properties").properties()) {
        children.add(child(each.getValue(), "." + each.getKey(), each.getKey() + ": %s"));
      }
      if (isNamed()) {
        children.add(child(schema.get("additionalProperties"), ".u", "u: %s"));
      }
      if (isList()) {
        boolean sections = schema.get("items").has("properties");
        String name = sections ? "" : path + "[]"; // messages about items begin anew
        children.add(new Spot(schema.get("items"), name, around.replace("%s", "[%s]")));
      }
      return children;
    }

    private Spot child(JsonNode value, String step, String entry) {
      String name = path.isEmpty() ? step.substring(1) : path + step;
      return new Spot(value, name, around.replace("%s", "{" + entry + "}"));
    }

    /** Where a map may stand instead of a word, the map's schema. */
    private JsonNode object() {
      for (JsonNode each : schema.path("anyOf")) {
        if (each.has("properties")) {
          return each;
        }
      }
      return schema;
    }

    String pointer() {
      String keys = around.replaceAll("[{}:]|%s", " ").replace("[", " 0 ").replace("]", " ");
      return "$"
          + Stream.of(keys.trim().split("\\s+", -1))
              .map(each -> each.equals("0") ? "[0]" : "." + each)
              .reduce("", String::concat);
    }
  }
}
