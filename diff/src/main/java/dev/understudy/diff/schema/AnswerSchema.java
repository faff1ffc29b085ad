package dev.understudy.diff.schema;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON Schema that a route's answers adhere to: of the draft its {@code $schema} names, or else
 * draft 2020-12. References stay inside the schema: nothing is fetched. Patterns are those of RE2,
 * which take linear time; look-around and back references are refused. Thread-safe.
 */
public final class AnswerSchema {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final JsonSchema schema;

  private AnswerSchema(JsonSchema schema) {
    this.schema = schema;
  }

  /**
   * Reads a schema.
   *
   * @throws IllegalArgumentException where the text is no JSON, or the schema cannot be used; the
   *     message says why
   */
  public static AnswerSchema of(String json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException notJson) {
      // Where, and never what: a file that is named by mistake may hold secrets.
      JsonLocation at = notJson.getLocation();
      throw new IllegalArgumentException(
          "the schema is no JSON from line %d, column %d on"
              .formatted(at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr()));
    }
    if (!root.isObject() && !root.isBoolean()) {
      throw new IllegalArgumentException(
          "a JSON Schema is an object or a truth value, got " + root.getNodeType());
    }
    try {
      AnswerSchema schema = new AnswerSchema(compiled(root));
      schema.offPlaces(MAPPER.createObjectNode()); // resolves what is only resolved when used
      return schema;
    } catch (RuntimeException unusable) {
      throw new IllegalArgumentException(
          "the schema cannot be used: " + unusable.getMessage(), unusable);
    } catch (StackOverflowError endless) {
      throw new IllegalArgumentException(
          "the schema cannot be used: its references go round in a circle", endless);
    }
  }

  private static JsonSchema compiled(JsonNode root) {
    SpecVersion.VersionFlag draft =
        SpecVersionDetector.detectOptionalVersion(root, true)
            .orElse(SpecVersion.VersionFlag.V202012);
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            draft,
            builder ->
                builder.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .regularExpressionFactory(
                regex -> {
                  Pattern pattern = Pattern.compile(regex);
                  return text -> pattern.matcher(text).find();
                })
            .build();
    JsonSchema schema = factory.getSchema(root, config);
    schema.initializeValidators();
    return schema;
  }

  /** The JSON pointers at which the value leaves the schema, sorted; none where it adheres. */
  public List<String> offPlaces(JsonNode value) {
    Set<String> pointers = new TreeSet<>();
    for (ValidationMessage message : schema.validate(value)) {
      pointers.add(message.getInstanceLocation().toString());
    }
    return List.copyOf(pointers);
  }
}
