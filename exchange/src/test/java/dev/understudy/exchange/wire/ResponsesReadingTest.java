package dev.understudy.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Usage;
import org.junit.jupiter.api.Test;

class ResponsesReadingTest {
  private static final String ASKED =
      """
      {"model":"gpt-5","instructions":"Be brief.","input":"Weather in Oslo?","max_output_tokens":64,
       "stream":true,"safety_identifier":"u-1","prompt":{"id":"pmpt_1"}}""";

  private static final String RESPONSE =
      """
      {"id":"resp_1","object":"response","status":"completed","error":null,"incomplete_details":null,
       "model":"gpt-5-2025","output":[
        {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"hidden"}]},
        {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[
          {"type":"output_text","text":"I will look. ","annotations":[]},
          {"type":"output_text","text":"Wait.","annotations":[],
           "logprobs":[{"token":"Wait","logprob":-0.5,"bytes":[87],"top_logprobs":[]}]}]},
        {"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1",
         "name":"get_weather","arguments":"{\\"city\\":\\"Oslo\\"}"}],
       "usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":8},
        "output_tokens":20,"output_tokens_details":{"reasoning_tokens":12},"total_tokens":50}}""";

  private static final Answer ANSWER =
      new Answer(
          "gpt-5-2025",
          "I will look. Wait.",
          "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
              + "\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]",
          null,
          "completed",
          "{\"content\":[{\"token\":\"Wait\",\"logprob\":-0.5,\"bytes\":[87],\"top_logprobs\":[]}]}",
          new Usage(30L, 20L, 8L, 12L, false),
          null);

  private static final String BEGINNING =
      """
      event: response.created
      data: {"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress","model":"gpt-5-2025","output":[],"usage":null}}

      event: response.output_item.added
      data: {"type":"response.output_item.added","output_index":1,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"I will "}

      event: response.output_text.delta
      data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":1,"content_index":0,"delta":"look. "}

      event: response.output_text.done
      data: {"type":"response.output_text.done","item_id":"msg_1","output_index":1,"content_index":0,"text":"I will look. "}

      event: response.output_item.added
      data: {"type":"response.output_item.added","output_index":2,"item":{"id":"fc_1","type":"function_call","call_id":"call_1","name":"get_weather","arguments":""}}

      event: response.function_call_arguments.delta
      data: {"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":2,"delta":"{\\"city\\":"}

      """;

  @Test
  void readsWhatWasAsked() {
    Prompt prompt = Call.to(Call.RESPONSES).asking(ASKED).answered(RESPONSE).read().prompt();

    assertThat(prompt)
        .isEqualTo(
            new Prompt(
                "gpt-5",
                null,
                null,
                64L,
                true,
                "u-1",
                "\"Weather in Oslo?\"",
                "system: Be brief.\n\nuser: Weather in Oslo?"));
  }

  @Test
  void readsAWholeAnswer() {
    Reading reading = Call.to(Call.RESPONSES).asking(ASKED).answered(RESPONSE).read();

    assertThat(reading.api()).isEqualTo("responses");
    assertThat(reading.answer()).isEqualTo(ANSWER);
  }

  @Test
  void readsAStreamByItsLastEvent() {
    String stream = BEGINNING + completed("response.completed", RESPONSE);

    assertThat(Call.to(Call.RESPONSES).asking(ASKED).answered(stream).read().answer())
        .isEqualTo(ANSWER);
  }

  @Test
  void readsTheTypeFromTheDataWhereEventsHaveNoNames() {
    String stream =
        (BEGINNING + completed("response.completed", RESPONSE)).replaceAll("event: .*\n", "");

    assertThat(Call.to(Call.RESPONSES).asking(ASKED).answered(stream).read().answer())
        .isEqualTo(ANSWER);
  }

  @Test
  void readsABrokenStreamByItsParts() {
    Answer answer = Call.to(Call.RESPONSES).asking(ASKED).answered(BEGINNING).read().answer();

    assertThat(answer)
        .isEqualTo(
            new Answer(
                "gpt-5-2025",
                "I will look. ",
                "[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
                    + "\"arguments\":\"{\\\"city\\\":\"}}]",
                null,
                null,
                null,
                null,
                null));
  }

  @Test
  void readsWhyAnAnswerIsIncompleteOrFailed() {
    String incomplete =
        """
        {"object":"response","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},
         "model":"m","output":[]}""";
    String failed =
        """
        {"object":"response","status":"failed","error":{"code":"server_error","message":"secret"},
         "model":"m","output":[]}""";

    assertThat(answer(incomplete)).extracting(Answer::finishReason).isEqualTo("max_output_tokens");
    assertThat(answer(completed("response.failed", failed)))
        .extracting(Answer::finishReason, Answer::error)
        .containsExactly("failed", "server_error");
    assertThat(
            answer(
                "event: error\ndata: {\"type\":\"error\",\"code\":\"ERR_X\",\"message\":\"s\"}\n\n"))
        .extracting(Answer::error)
        .isEqualTo("ERR_X");
  }

  @Test
  void readsARefusalAndACustomToolsCall() {
    String response =
        """
        {"object":"response","model":"m","status":"completed","output":[
         {"type":"message","role":"assistant","content":[{"type":"refusal","refusal":"I can't."}]},
         {"type":"custom_tool_call","call_id":"c1","name":"sh","input":"ls -l"}]}""";

    assertThat(answer(response))
        .isEqualTo(
            new Answer(
                "m",
                "I can't.",
                "[{\"id\":\"c1\",\"type\":\"custom\",\"custom\":{\"name\":\"sh\",\"input\":\"ls -l\"}}]",
                null,
                "completed",
                null,
                null,
                null));
  }

  private static Answer answer(String body) {
    Answer answer = Call.to(Call.RESPONSES).asking(ASKED).answered(body).read().answer();
    assertThat(answer).isNotNull();
    return java.util.Objects.requireNonNull(answer);
  }

  private static String completed(String event, String response) {
    return "event: %s\ndata: {\"type\":\"%s\",\"response\":%s}\n\n"
        .formatted(event, event, response.replace("\n", ""));
  }
}
