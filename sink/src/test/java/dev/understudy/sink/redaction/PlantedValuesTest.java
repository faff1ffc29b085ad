package dev.understudy.sink.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.SampleExchanges;
import dev.understudy.sink.redaction.Planted.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlantedValuesTest {
  private static final Redactor ALL = Redactor.of(RedactionPolicy.usual());
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROUNDS = 500;

  @Test
  void whatIsPlantedAnywhereInJsonIsGone() throws Exception {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Value value = new Planted(random).any();
      JsonSpelling spelling = new JsonSpelling(random);
      String text =
          spelling.cleanText() + value.before() + value.text() + Planted.after(value) + "\n";
      String json = spelling.around(text + spelling.cleanText(), 0);
      Exchange planted = random.nextBoolean() ? exchange(json, "{}") : exchange("{}", json);

      Exchange redacted = (Exchange) ALL.redact(planted);

      String left = text(redacted.requestBody()) + text(redacted.responseBody());
      assertGone(value, left, "seed " + seed);
      JsonNode before = JSON.readTree(json);
      JsonNode after =
          JSON.readTree(
              planted.requestBody().length() > 2
                  ? text(redacted.requestBody())
                  : text(redacted.responseBody()));
      assertThat(strings(after))
          .as("seed %d, %s", seed, value)
          .noneMatch(s -> s.contains(value.text()));
      assertThat(shape(after)).as("seed %d, %s", seed, value).isEqualTo(shape(before));
      assertThat(ALL.redact(redacted)).as("seed %d, %s", seed, value).isSameAs(redacted);
    }
  }

  @Test
  void whatIsCleanStaysAsItIs() {
    for (long seed = 0; seed < ROUNDS; seed++) {
      JsonSpelling spelling = new JsonSpelling(new Random(seed));
      Exchange clean =
          exchange(
              spelling.around(spelling.cleanText(), 0), spelling.around(spelling.cleanText(), 0));

      assertThat(ALL.redact(clean)).as("seed %d", seed).isSameAs(clean);
    }
  }

  @Test
  void whatIsPlantedAnywhereInAStreamIsGone() throws Exception {
    for (long seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Value value = new Planted(random).any();
      JsonSpelling spelling = new JsonSpelling(random);
      String before = spelling.cleanText() + value.before();
      String text = before + value.text() + Planted.after(value) + "\n" + spelling.cleanText();
      Dialect dialect = Dialect.values()[random.nextInt(Dialect.values().length)];
      boolean call = dialect == Dialect.CHAT_CALL || dialect == Dialect.MESSAGES_CALL;
      String stream = dialect.stream(call ? "{\"a\":" + spelling.string(text) + "}" : text, random);
      Exchange planted = exchange("{}", stream);

      Exchange redacted = (Exchange) ALL.redact(planted);

      assertThat(said(dialect, planted)).isNotEmpty();
      String left = text(redacted.responseBody());
      String what = "seed " + seed + ", " + dialect;
      assertGone(value, left, what);
      assertGone(value, said(dialect, redacted), what);
      assertThat(events(left)).as(what).hasSameSizeAs(events(stream));
      assertThat(ALL.redact(redacted)).as(what).isSameAs(redacted);
    }
  }

  private enum Dialect {
    CHAT(
        "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"content\":%s}}]}"),
    CHAT_CALL(
        "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":%s}}]}}]}"),
    COMPLETIONS(
        "{\"id\":\"c1\",\"object\":\"text_completion\",\"choices\":[{\"text\":%s,"
            + "\"index\":0}]}"),
    MESSAGES(
        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\","
            + "\"text\":%s}}"),
    MESSAGES_CALL(
        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":"
            + "\"input_json_delta\",\"partial_json\":%s}}"),
    RESPONSES(
        "{\"type\":\"response.output_text.delta\",\"item_id\":\"m1\",\"output_index\":0,"
            + "\"content_index\":0,\"delta\":%s}");

    private final String event;

    Dialect(String event) {
      this.event = event;
    }

    /** The text as a stream, cut anywhere. */
    String stream(String text, Random random) {
      StringBuilder stream = new StringBuilder(head());
      int at = 0;
      while (at < text.length()) {
        int to =
            Math.min(text.length(), at + 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 6));
        if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
          to++;
        }
        String piece = new JsonSpelling(random).string(text.substring(at, to));
        stream.append("data: ").append(event.formatted(piece)).append("\n\n");
        at = to;
      }
      return stream + "data: [DONE]\n\n";
    }

    private String head() {
      return switch (this) {
        case MESSAGES, MESSAGES_CALL ->
            "data: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"c\"}}\n\n"
                + "data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":"
                + "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"n\",\"input\":{}}}\n\n";
        default -> "";
      };
    }
  }

  /** The text of the answer, as it is read for the table. */
  private static String said(Dialect dialect, Exchange exchange) {
    Answer answer = WireReader.withoutTokenEstimates().read(exchange).answer();
    assertThat(answer).as(dialect.name()).isNotNull();
    return answer == null ? "" : answer.output() + "\n" + answer.toolCalls();
  }

  private static List<String> events(String stream) throws JsonProcessingException {
    List<String> events = new ArrayList<>();
    for (String line : stream.split("\n", -1)) {
      if (line.startsWith("data: {")) {
        JSON.readTree(line.substring(6));
        events.add(line);
      }
    }
    return events;
  }

  private static void assertGone(Value value, String left, String what) {
    for (String line : value.text().split("\n", -1)) {
      assertThat(left).as("%s, %s", what, value).doesNotContain(line);
    }
  }

  private static List<String> strings(JsonNode node) throws JsonProcessingException {
    List<String> strings = new ArrayList<>();
    if (node.isTextual()) {
      strings.add(node.textValue());
      if (node.textValue().startsWith("{\"in\":")) {
        strings.addAll(strings(JSON.readTree(node.textValue())));
      }
    }
    for (JsonNode child : node) {
      strings.addAll(strings(child));
    }
    return strings;
  }

  /** The JSON without what its strings say. */
  private static String shape(JsonNode node) throws JsonProcessingException {
    if (node.isTextual()) {
      String text = node.textValue();
      return text.startsWith("{\"in\":") ? "in" + shape(JSON.readTree(text)) : "s";
    }
    StringBuilder shape =
        new StringBuilder(node.isObject() ? "{" : node.isArray() ? "[" : node.toString());
    node.fieldNames().forEachRemaining(name -> shape.append(name).append(','));
    for (JsonNode child : node) {
      shape.append(shape(child)).append(';');
    }
    return shape.toString();
  }

  private static Exchange exchange(String request, String response) {
    Body asked = Body.of(request.getBytes(StandardCharsets.UTF_8));
    Body answered = Body.of(response.getBytes(StandardCharsets.UTF_8));
    Exchange of = SampleExchanges.of(new UUID(1, 2), SampleExchanges.NOON, asked, answered);
    return Changed.target(of, "/somewhere");
  }

  private static String text(Body body) {
    return new String(body.toByteArray(), StandardCharsets.UTF_8);
  }
}
