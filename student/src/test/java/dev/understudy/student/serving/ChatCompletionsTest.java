package dev.understudy.student.serving;

import static dev.understudy.student.serving.RunningStudent.asking;
import static dev.understudy.student.serving.RunningStudent.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.student.keyword.KeywordModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients get over real sockets. */
class ChatCompletionsTest {
  private final KeywordModel model = KeywordModel.of("toxicity", "20261126-3f");
  private RunningStudent student;

  @BeforeEach
  void start() throws Exception {
    student = RunningStudent.of(model);
  }

  @AfterEach
  void stop() {
    student.close();
  }

  @Test
  void answerIsTheModelsInTheShapeOfTheApi() throws Exception {
    HttpResponse<String> response = student.post(asking("awful and nasty"));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
    JsonNode answer = json(response);
    assertThat(answer.path("id").asText()).startsWith("chatcmpl-");
    assertThat(answer.path("created").asLong()).isPositive();
    assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
    assertThat(answer.path("model").asText()).isEqualTo("toxicity");
    assertThat(answer.path("system_fingerprint").asText()).isEqualTo("20261126-3f");
    assertThat(answer.path("choices"))
        .isEqualTo(
            json(
                """
                [{"index": 0,
                  "message": {"role": "assistant", "content": "{\\"is_bad\\": true}", "refusal": null},
                  "logprobs": null,
                  "finish_reason": "stop"}]
                """));
    assertThat(answer.path("usage"))
        .isEqualTo(json("{\"prompt_tokens\": 3, \"completion_tokens\": 5, \"total_tokens\": 8}"));
  }

  @Test
  void headersTellWhoAnsweredAndHowSureItIs() throws Exception {
    HttpResponse<String> response = student.post(asking("awful and nasty"));

    assertThat(response.headers().firstValue("x-understudy-student"))
        .hasValue("toxicity/20261126-3f");
    assertThat(response.headers().firstValue("x-understudy-confidence")).hasValue("0.952574");
    assertThat(response.headers().firstValue("x-understudy-truncated")).isEmpty();
    assertThat(response.headers().firstValue("x-request-id").orElse("")).startsWith("req_");
  }

  @Test
  void questionTooLongToBeReadWholeIsToldOf() throws Exception {
    HttpResponse<String> response = student.post(asking("word ".repeat(1500)));

    assertThat(response.headers().firstValue("x-understudy-truncated")).hasValue("true");
    assertThat(student.metric("understudy_student_truncated_total{model=\"toxicity\"}"))
        .isEqualTo(1);
  }

  @Test
  void streamHasRoleContentReasonAndEnd() throws Exception {
    HttpResponse<String> response = student.post(with(asking("awful"), "\"stream\": true"));

    assertThat(response.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(response.headers().firstValue("x-understudy-confidence")).hasValue("0.731059");
    List<JsonNode> chunks = chunks(response);
    assertThat(chunks).hasSize(3).allMatch(each -> !each.has("usage"));
    assertThat(chunks)
        .extracting(each -> each.path("choices").path(0))
        .containsExactly(
            json(
                "{\"index\": 0, \"delta\": {\"role\": \"assistant\", \"content\": \"\","
                    + " \"refusal\": null}, \"logprobs\": null, \"finish_reason\": null}"),
            json(
                "{\"index\": 0, \"delta\": {\"content\": \"{\\\"is_bad\\\": true}\"},"
                    + " \"logprobs\": null, \"finish_reason\": null}"),
            json("{\"index\": 0, \"delta\": {}, \"logprobs\": null, \"finish_reason\": \"stop\"}"));
    assertThat(chunks)
        .extracting(each -> each.path("object").asText())
        .containsOnly("chat.completion.chunk");
  }

  @Test
  void streamEndsWithUsageWhereAskedFor() throws Exception {
    HttpResponse<String> response =
        student.post(
            with(
                asking("awful"),
                "\"stream\": true, \"stream_options\": {\"include_usage\": true}"));

    List<JsonNode> chunks = chunks(response);
    assertThat(chunks).hasSize(4);
    assertThat(chunks.subList(0, 3)).allMatch(each -> each.path("usage").isNull());
    assertThat(chunks.get(3).path("choices")).isEmpty();
    assertThat(chunks.get(3).path("usage"))
        .isEqualTo(json("{\"prompt_tokens\": 1, \"completion_tokens\": 5, \"total_tokens\": 6}"));
  }

  @Test
  void logprobsAreThoseOfTheWordInWhichAnswersPart() throws Exception {
    HttpResponse<String> response =
        student.post(with(asking("awful"), "\"logprobs\": true, \"top_logprobs\": 2"));

    JsonNode content = json(response).path("choices").path(0).path("logprobs").path("content");
    List<String> words = new ArrayList<>();
    content.forEach(each -> words.add(each.path("token").asText()));
    assertThat(words).containsExactly("{", "\"", "is_bad", "\"", ":", " true", "}");
    assertThat(content.path(0).path("logprob").asDouble()).isZero();
    JsonNode choice = content.path(5);
    assertThat(choice.path("logprob").asDouble()).isCloseTo(Math.log(0.731059), within(1e-6));
    assertThat(choice.path("bytes")).isEqualTo(json("[32, 116, 114, 117, 101]"));
    assertThat(choice.path("top_logprobs").path(0).path("token").asText()).isEqualTo(" true");
    assertThat(choice.path("top_logprobs").path(1).path("token").asText()).isEqualTo(" false");
    assertThat(choice.path("top_logprobs").path(1).path("logprob").asDouble())
        .isCloseTo(Math.log(1 - 0.731059), within(1e-5));
  }

  @Test
  void streamedLogprobsAreTheSame() throws Exception {
    String asked = "\"logprobs\": true, \"top_logprobs\": 2";

    JsonNode whole = json(student.post(with(asking("awful"), asked)));
    List<JsonNode> chunks =
        chunks(student.post(with(asking("awful"), asked + ", \"stream\": true")));

    assertThat(chunks.get(1).path("choices").path(0).path("logprobs"))
        .isEqualTo(whole.path("choices").path(0).path("logprobs"));
  }

  @Test
  void partsAndRolesAreReadAsTrainingReadsThem() throws Exception {
    student.post(
        """
        {"model": "toxicity", "messages": [
          {"role": "developer", "content": "Be strict."},
          {"role": "user", "content": [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]}
        ]}
        """);

    assertThat(model.read()).endsWith("one\ntwo");
  }

  @Test
  void samplingLengthsAndUnknownFieldsChangeNothing() throws Exception {
    HttpResponse<String> plain = student.post(asking("awful"));
    HttpResponse<String> adorned =
        student.post(
            with(
                asking("awful"),
                """
                "temperature": 1.7, "top_p": 0.1, "seed": 3, "user": "u", "max_tokens": 1,
                "max_completion_tokens": 1, "metadata": {"a": "b"}, "logit_bias": {"1": 2}, "n": 1,
                "presence_penalty": 1, "frequency_penalty": 1, "service_tier": "auto", "tools": [],
                "tool_choice": null, "store": false, "stop": null, "modalities": ["text"],
                "response_format": {"type": "text"}, "reasoning_effort": "low", "new_thing": [1]
                """));

    assertThat(adorned.statusCode()).isEqualTo(200);
    assertThat(json(adorned).path("choices")).isEqualTo(json(plain).path("choices"));
    assertThat(json(adorned).path("usage")).isEqualTo(json(plain).path("usage"));
  }

  @Test
  void answerEndsBeforeAStop() throws Exception {
    HttpResponse<String> response =
        student.post(with(asking("awful"), "\"stop\": [\"}\", \": t\"], \"logprobs\": true"));

    JsonNode choice = json(response).path("choices").path(0);
    assertThat(choice.path("message").path("content").asText()).isEqualTo("{\"is_bad\"");
    assertThat(choice.path("logprobs").path("content")).hasSize(4);
    assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void jsonObjectIsPromisedWhereTheAnswerIsOne() throws Exception {
    String format = "\"response_format\": {\"type\": \"json_object\"}";

    assertThat(student.post(with(asking("awful"), format)).statusCode()).isEqualTo(200);
    HttpResponse<String> cut = student.post(with(asking("awful"), format + ", \"stop\": \"}\""));
    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(json(cut).path("error").path("code").asText()).isEqualTo("unsupported_value");
  }

  @ParameterizedTest
  @CsvSource({"boolean, 200", "string, 400", "boolean, 200"})
  void schemaIsPromisedWhereTheAnswerAdheresToIt(String type, int status) throws Exception {
    String format =
        """
        "response_format": {"type": "json_schema", "json_schema": {"name": "verdict", "strict": true,
          "schema": {"type": "object", "properties": {"is_bad": {"type": "%s"}},
            "required": ["is_bad"], "additionalProperties": false}}}
        """
            .formatted(type);

    HttpResponse<String> response = student.post(with(asking("awful"), format));

    assertThat(response.statusCode()).isEqualTo(status);
    if (status == 400) {
      assertThat(json(response).path("error"))
          .isEqualTo(
              json(
                  """
                  {"message": "Unsupported value: 'response_format' of type 'json_schema'. This\
                   student answers as its teacher did, which is not what is asked for.",
                   "type": "invalid_request_error", "param": "response_format",
                   "code": "unsupported_value"}
                  """));
    }
  }

  @Test
  void modelsAreListedWithTheirVersions() throws Exception {
    student.shelf().place(KeywordModel.of("spam", "7"));

    JsonNode list = json(student.get("/v1/models"));
    JsonNode one = json(student.get("/v1/models/toxicity"));

    JsonNode toxicity =
        json(
            """
            {"id": "toxicity", "object": "model", "created": 1700000000, "owned_by": "understudy",
             "version": "20261126-3f"}
            """);
    assertThat(list.path("object").asText()).isEqualTo("list");
    assertThat(list.path("data").path(0).path("id").asText()).isEqualTo("spam");
    assertThat(list.path("data").path(1)).isEqualTo(toxicity);
    assertThat(one).isEqualTo(toxicity);
  }

  /** The body with more members. */
  private static String with(String body, String members) {
    return body.substring(0, body.length() - 1) + ", " + members + "}";
  }

  private static List<JsonNode> chunks(HttpResponse<String> response) throws IOException {
    List<JsonNode> chunks = new ArrayList<>();
    String[] events = response.body().split("\n\n", -1);
    for (int i = 0; i < events.length - 2; i++) {
      assertThat(events[i]).startsWith("data: ");
      chunks.add(json(events[i].substring(6)));
    }
    assertThat(events[events.length - 2]).isEqualTo("data: [DONE]");
    assertThat(events[events.length - 1]).isEmpty();
    return chunks;
  }
}
