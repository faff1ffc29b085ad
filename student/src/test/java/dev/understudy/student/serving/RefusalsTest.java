package dev.understudy.student.serving;

import static dev.understudy.student.serving.RunningStudent.asking;
import static dev.understudy.student.serving.RunningStudent.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.understudy.student.keyword.KeywordModel;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that are declined, each in the shape in which OpenAI's API declines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsTest {
  private RunningStudent student;

  @BeforeAll
  void start() throws Exception {
    student = RunningStudent.of(KeywordModel.of("toxicity", "1"));
  }

  @AfterAll
  void stop() {
    student.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"tools\": [{\"type\": \"function\"}] | tools | unsupported_parameter |"
            + " Unsupported parameter: 'tools'. Students call no tools.",
        "\"functions\": [{}] | functions | unsupported_parameter |"
            + " Unsupported parameter: 'functions'. Students call no functions.",
        "\"audio\": {\"voice\": \"x\"} | audio | unsupported_parameter |"
            + " Unsupported parameter: 'audio'. Students answer in text alone.",
        "\"web_search_options\": {} | web_search_options | unsupported_parameter |"
            + " Unsupported parameter: 'web_search_options'. Students search no web.",
        "\"n\": 2 | n | unsupported_parameter |"
            + " Unsupported value: 'n' must be 1, as students answer once.",
        "\"store\": true | store | unsupported_parameter |"
            + " Unsupported value: 'store'. Students store nothing.",
        "\"modalities\": [\"text\", \"audio\"] | modalities | unsupported_parameter |"
            + " Unsupported value: 'modalities'. Students answer in text alone.",
        "\"response_format\": {\"type\": \"json_schema\"} | response_format.json_schema.schema |"
            + " invalid_value | Invalid type for 'response_format.json_schema.schema': expected an"
            + " object, found nothing.",
        "\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"schema\": {\"$ref\":"
            + " \"http://x.invalid/s\"}}} | response_format.json_schema.schema | invalid_value |"
            + " Invalid 'response_format.json_schema.schema': it cannot be used. Schemas must not"
            + " refer to others, and patterns be RE2's.",
        "\"response_format\": {\"type\": \"xml\"} | response_format.type | invalid_value | Invalid"
            + " 'response_format.type': expected text, json_object or json_schema.",
        "\"stream\": \"yes\" | stream | invalid_value |"
            + " Invalid type for 'stream': expected true or false, found text.",
        "\"stream_options\": {} | stream_options | invalid_value |"
            + " The 'stream_options' parameter is only allowed with 'stream'.",
        "\"top_logprobs\": 2 | top_logprobs | invalid_value |"
            + " The 'top_logprobs' parameter is only allowed with 'logprobs'.",
        "\"logprobs\": true, \"top_logprobs\": 21 | top_logprobs | invalid_value |"
            + " Invalid 'top_logprobs': expected a whole number within [0, 20].",
        "\"stop\": [\"\"] | stop | invalid_value | Invalid 'stop': expected text, or an array of at"
            + " most 4 texts, none of them empty.",
        "\"messages\": [] | messages | invalid_value |"
            + " Invalid 'messages': expected at least one message.",
        "\"messages\": null | messages | missing_required_parameter |"
            + " Missing required parameter: 'messages'.",
        "\"messages\": \"hello\" | messages | invalid_value |"
            + " Invalid type for 'messages': expected an array, found text.",
        "\"messages\": [7] | messages[0] | invalid_value |"
            + " Invalid type for 'messages[0]': expected an object, found a number.",
        "\"messages\": [{\"content\": \"x\"}] | messages[0].role | missing_required_parameter |"
            + " Missing required parameter: 'messages[0].role'.",
        "\"messages\": [{\"role\": \"tool\", \"content\": \"x\"}] | messages[0].role |"
            + " unsupported_parameter | Unsupported value: 'messages[0].role'. Students read"
            + " messages of system, developer, user and assistant.",
        "\"messages\": [{\"role\": \"assistant\", \"tool_calls\": [{}]}] | messages[0].tool_calls |"
            + " unsupported_parameter | Unsupported value: 'messages[0].tool_calls'. Students know"
            + " no tools.",
        "\"messages\": [{\"role\": \"user\", \"content\": [{\"type\": \"image_url\"}]}] |"
            + " messages[0].content | unsupported_parameter |"
            + " Unsupported value: 'messages[0].content'. Students read text alone.",
        "\"messages\": [{\"role\": \"user\"}] | messages[0].content | unsupported_parameter |"
            + " Unsupported value: 'messages[0].content'. Students read text alone.",
        "\"previous_response_id\": \"r\" | messages | invalid_value |"
            + " Invalid 'messages': they cannot be read as a conversation.",
        "\"model\": null | model | missing_required_parameter |"
            + " Missing required parameter: 'model'.",
        "\"model\": 4 | model | invalid_value |"
            + " Invalid type for 'model': expected text, found a number.",
      })
  void whatCannotBeHeededIsDeclined(String member, String param, String code, String message)
      throws Exception {
    String body = asking("hello");

    HttpResponse<String> response =
        student.post(body.substring(0, body.length() - 1) + ", " + member + "}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response)).isEqualTo(expected(message, "invalid_request_error", param, code));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{\"model\"", "[]", "''", "{} {}", "\"text\"", "nonsense"})
  void brokenJsonIsDeclined(String body) throws Exception {
    HttpResponse<String> response = student.post(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response))
        .isEqualTo(
            expected(
                "We could not parse the body of your request: expected one JSON object.",
                "invalid_request_error",
                null,
                "invalid_json"));
  }

  @Test
  void nestingBeyondReasonIsDeclined() throws Exception {
    String deep = "[".repeat(600) + "]".repeat(600);

    assertThat(student.post("{\"model\": " + deep + "}").statusCode()).isEqualTo(400);
  }

  @Test
  void unknownModelIsNotFound() throws Exception {
    HttpResponse<String> asked = student.post(asking("x").replace("toxicity", "gpt-4"));
    HttpResponse<String> looked = student.get("/v1/models/gpt-4");

    JsonNode expected =
        expected(
            "The model 'gpt-4' does not exist.",
            "invalid_request_error",
            "model",
            "model_not_found");
    assertThat(asked.statusCode()).isEqualTo(404);
    assertThat(error(asked)).isEqualTo(expected);
    assertThat(looked.statusCode()).isEqualTo(404);
    assertThat(error(looked)).isEqualTo(expected);
  }

  @Test
  void modelThatFailsIsAnErrorThatTellsNothing() throws Exception {
    HttpResponse<String> response = student.post(asking("poison"));

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(error(response))
        .isEqualTo(
            expected(
                "The student failed to answer; its log says why.", "server_error", null, null));
  }

  @Test
  void tooLargeBodyIsDeclinedHoweverItIsRead() throws Exception {
    HttpResponse<String> large = student.post(asking("x".repeat(300_000)));
    HttpResponse<String> read = student.post(asking("x".repeat(200_000)));

    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(error(large).path("message").asText())
        .isEqualTo("Request body is larger than 262144 bytes.");
    assertThat(read.statusCode()).isEqualTo(200);
  }

  @Test
  void largeBodyThatIsBrokenIsDeclinedLikeASmallOne() throws Exception {
    assertThat(student.post("{" + " ".repeat(100_000)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "content-type, text/plain, 415",
    "content-type, application/x-www-form-urlencoded, 415",
    "content-type, Application/JSON; charset=utf-8, 200",
    "content-encoding, gzip, 415",
    "content-encoding, identity, 200"
  })
  void headersSayWhetherTheBodyCanBeRead(String name, String value, int status) throws Exception {
    HttpResponse<String> response =
        student.send(
            HttpRequest.newBuilder(student.url("/v1/chat/completions"))
                .header(name, value)
                .POST(BodyPublishers.ofString(asking("x"))));

    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void otherPathsAndMethodsAreDeclined() throws Exception {
    HttpResponse<String> path = student.get("/v1/embeddings");
    HttpResponse<String> method = student.get("/v1/chat/completions");

    assertThat(path.statusCode()).isEqualTo(404);
    assertThat(error(path).path("message").asText()).isEqualTo("Invalid URL (GET /v1/embeddings)");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(error(method).path("message").asText())
        .isEqualTo("Not allowed to GET on /v1/chat/completions");
  }

  private static JsonNode error(HttpResponse<String> response) throws IOException {
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    return json(response).path("error");
  }

  private static JsonNode expected(
      String message, String type, @Nullable String param, @Nullable String code) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("message", message)
        .put("type", type)
        .put("param", param)
        .put("code", code);
  }
}
