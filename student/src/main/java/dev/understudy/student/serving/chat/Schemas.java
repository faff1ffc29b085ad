package dev.understudy.student.serving.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON Schemas that requests ask answers to adhere to, made ready once: applications send the
 * same few again and again. References stay inside a schema, nothing is fetched; patterns are those
 * of RE2, which take linear time. Safe for every thread.
 */
public final class Schemas {
  private static final int MOST = 64;

  private final Map<JsonNode, JsonSchema> ready =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<JsonNode, JsonSchema> eldest) {
          return size() > MOST;
        }
      };

  /**
   * A schema made ready.
   *
   * @throws IllegalArgumentException if it cannot be used
   */
  JsonSchema of(JsonNode schema) {
    synchronized (ready) {
      JsonSchema known = ready.get(schema);
      if (known != null) {
        return known;
      }
    }
    JsonSchema made = make(schema);
    synchronized (ready) {
      ready.put(schema, made);
    }
    return made;
  }

  private static JsonSchema make(JsonNode root) {
    try {
      SpecVersion.VersionFlag draft =
          SpecVersionDetector.detectOptionalVersion(root, true)
              .orElse(SpecVersion.VersionFlag.V202012);
      JsonSchemaFactory factory =
          JsonSchemaFactory.getInstance(
              draft,
              builder ->
                  builder.schemaLoaders(
                      loaders -> loaders.add(DisallowSchemaLoader.getInstance())));
      SchemaValidatorsConfig config =
          SchemaValidatorsConfig.builder()
              .regularExpressionFactory(
                  regex -> {
                    Pattern pattern = Pattern.compile(regex);
                    return text -> pattern.matcher(text).find();
                  })
              .build();
      JsonSchema schema = factory.getSchema(root, config);
      schema.initializeValidators();
      schema.validate(root.deepCopy()); // resolves what is only resolved when used
      return schema;
    } catch (RuntimeException | StackOverflowError unusable) {
      throw new IllegalArgumentException("the schema cannot be used", unusable);
    }
  }
}
