package dev.understudy.diff.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.diff.BoundedWork;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnswerSchemaTest {
  private static final String MODERATION =
      """
      {"type": "object", "required": ["is_bad"], "additionalProperties": false,
       "properties": {"is_bad": {"enum": [0, 1]}, "tags": {"type": "array", "items": {"$ref": "#/$defs/tag"}}},
       "$defs": {"tag": {"type": "string", "pattern": "^[a-z]+$"}}}""";

  @Test
  void aValueOnTheSchemaHasNoPlacesOffIt() throws IOException {
    AnswerSchema schema = AnswerSchema.of(MODERATION);

    assertThat(schema.offPlaces(json("{\"is_bad\":1,\"tags\":[\"a\"]}"))).isEmpty();
  }

  @Test
  void placesOffTheSchemaAreToldAsPointers() throws IOException {
    AnswerSchema schema = AnswerSchema.of(MODERATION);

    assertThat(schema.offPlaces(json("{\"is_bad\":2,\"tags\":[\"a\",\"B\"]}")))
        .containsExactly("/is_bad", "/tags/1");
    assertThat(schema.offPlaces(json("{\"tags\":5}"))).containsExactly("", "/tags");
  }

  @Test
  void theDraftIsTheOneTheSchemaNames() throws IOException {
    AnswerSchema draft7 =
        AnswerSchema.of(
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"items\":[{\"type\":\"string\"}]}");

    assertThat(draft7.offPlaces(json("[1]"))).containsExactly("/0");
  }

  @Test
  void patternsTakeLinearTime() throws Exception {
    AnswerSchema schema = AnswerSchema.of("{\"pattern\":\"^(a+)+$\"}");
    JsonNode evil = json('"' + "a".repeat(100_000) + "!\"");

    BoundedWork.within(
        Duration.ofSeconds(10), () -> assertThat(schema.offPlaces(evil)).containsExactly(""));
  }

  @Test
  void deepValuesAreHeldAgainstSchemasThatRecur() throws IOException {
    AnswerSchema schema = AnswerSchema.of("{\"items\":{\"$ref\":\"#\"},\"type\":\"array\"}");

    assertThat(schema.offPlaces(json("[".repeat(499) + "]".repeat(499)))).isEmpty();
  }

  @Test
  void nothingIsFetched() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(1);
      String elsewhere = "{\"$ref\":\"http://127.0.0.1:" + server.getLocalPort() + "/s.json\"}";

      assertThatThrownBy(() -> AnswerSchema.of(elsewhere))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the schema cannot be used: ");
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whatIsNoSchemaIsRefusedWithAReason() {
    assertThatThrownBy(() -> AnswerSchema.of("{\"type\":"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the schema is no JSON from line 1, column 9 on");
    assertThatThrownBy(() -> AnswerSchema.of("S3cretOfSomebody"))
        .hasMessage("the schema is no JSON from line 1, column 1 on")
        .hasNoCause();
    assertThatThrownBy(() -> AnswerSchema.of("[]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a JSON Schema is an object or a truth value, got ARRAY");
    assertThatThrownBy(() -> AnswerSchema.of("{\"pattern\":\"(?=a)b\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the schema cannot be used: ");
    assertThatThrownBy(() -> AnswerSchema.of("{\"$ref\":\"#\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the schema cannot be used: its references go round in a circle");
  }

  private static JsonNode json(String text) throws IOException {
    return new JsonMapper().readTree(text);
  }
}
