package dev.understudy.rules.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The JSON Schema (draft 2020-12) of rules files, for editors that complete and check them. */
public final class RulesSchema {
  private RulesSchema() {}

  /** The schema as JSON. */
  public static String text() {
    try (InputStream in = RulesSchema.class.getResourceAsStream("rules.schema.json")) {
      return new String(Objects.requireNonNull(in, "rules.schema.json").readAllBytes(), UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
