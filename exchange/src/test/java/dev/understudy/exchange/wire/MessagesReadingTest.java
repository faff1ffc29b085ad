package dev.understudy.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Usage;
import org.junit.jupiter.api.Test;

class MessagesReadingTest {
  private static final String ASKED =
      """
      {"model":"claude-sonnet-4","max_tokens":1024,"temperature":1,
       "messages":[
        {"role":"user","content":[{"type":"text","text":"What is this?"},
          {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}]},
        {"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"x"},
          {"type":"tool_use","id":"tu_0","name":"look","input":{"at": "it"}}]},
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"tu_0",
          "content":[{"type":"text","text":"a cat"}]}]}],
       "system":[{"type":"text","text":"Be kind.","cache_control":{"type":"ephemeral"}}],
       "metadata":{"user_id":"u-9"},"stream":true}""";

  private static final String WHOLE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-1",
       "content":[
        {"type":"thinking","thinking":"Hidden.","signature":"s"},
        {"type":"text","text":"Looking it up."},
        {"type":"tool_use","id":"tu_1","name":"get_weather","input":{"city": "Troms\\u00f8", "days": 1.50}},
        {"type":"tool_use","id":"tu_2","name":"now","input":{}}],
       "stop_reason":"tool_use","stop_sequence":null,
       "usage":{"input_tokens":10,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,
        "output_tokens":40}}""";

  private static final String STREAM =
      """
      event: message_start
      data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-1","content":[],"stop_reason":null,"usage":{"input_tokens":10,"cache_creation_input_tokens":100,"cache_read_input_tokens":1000,"output_tokens":1}}}

      event: content_block_start
      data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hidden."}}

      event: content_block_stop
      data: {"type":"content_block_stop","index":0}

      event: content_block_start
      data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

      event: ping
      data: {"type": "ping"}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"Looking "}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"it up."}}

      event: content_block_start
      data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"tu_1","name":"get_weather","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":""}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\": \\"Troms"}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"ø\\",\\"days\\":1.50}"}}

      event: content_block_start
      data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"tu_2","name":"now","input":{}}}

      event: content_block_delta
      data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":""}}

      event: message_delta
      data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":40}}

      event: message_stop
      data: {"type":"message_stop"}

      """;

  private static final Answer ANSWER =
      new Answer(
          "claude-sonnet-4-1",
          "Looking it up.",
          "[{\"id\":\"tu_1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\","
              + "\"arguments\":\"{\\\"city\\\":\\\"Tromsø\\\",\\\"days\\\":1.50}\"}},"
              + "{\"id\":\"tu_2\",\"type\":\"function\",\"function\":{\"name\":\"now\","
              + "\"arguments\":\"{}\"}}]",
          null,
          "tool_use",
          null,
          new Usage(1110L, 40L, 1000L, null, false),
          null);

  @Test
  void readsWhatWasAsked() {
    Reading reading = Call.to(Call.MESSAGES).asking(ASKED).answered(WHOLE).read();
    Prompt prompt = reading.prompt();

    assertThat(reading.api()).isEqualTo("messages");
    assertThat(prompt).isNotNull();
    assertThat(prompt.user()).isEqualTo("u-9");
    assertThat(prompt.maxTokens()).isEqualTo(1024);
    assertThat(prompt.messages()).startsWith("[\n  {\"role\":\"user\"").endsWith("}]}]");
    assertThat(prompt.input())
        .isEqualTo(
            """
            system: Be kind.

            user: What is this?
            [image]

            assistant: [call look({"at": "it"})]

            user: a cat""");
  }

  @Test
  void readsAWholeAnswer() {
    assertThat(Call.to(Call.MESSAGES).asking(ASKED).answered(WHOLE).read().answer())
        .isEqualTo(ANSWER);
  }

  @Test
  void readsAStreamToTheSameAnswer() {
    assertThat(Call.to(Call.MESSAGES).asking(ASKED).answered(STREAM).read().answer())
        .isEqualTo(ANSWER);
    assertThat(
            Call.to(Call.MESSAGES)
                .asking(ASKED)
                .answered(STREAM.replaceAll("event: .*\n", ""))
                .read()
                .answer())
        .isEqualTo(ANSWER);
  }

  @Test
  void doesNotTakeTheFirstEventsCountForTheAnswers() {
    String broken = STREAM.substring(0, STREAM.indexOf("event: message_delta"));

    Answer answer = Call.to(Call.MESSAGES).asking(ASKED).answered(broken).read().answer();

    assertThat(answer).isNotNull();
    assertThat(answer.usage()).isEqualTo(new Usage(1110L, null, 1000L, null, false));
    assertThat(answer.finishReason()).isNull();
  }

  @Test
  void readsErrorsWholeAndWithinAStream() {
    String error =
        "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Over\"}}";

    Answer whole = Call.to(Call.MESSAGES).asking(ASKED).answered(error).read().answer();
    Answer streamed =
        Call.to(Call.MESSAGES)
            .asking(ASKED)
            .answered(STREAM.substring(0, 500) + "\n\nevent: error\ndata: " + error + "\n\n")
            .read()
            .answer();

    assertThat(whole).isNotNull();
    assertThat(whole.error()).isEqualTo("overloaded_error");
    assertThat(streamed).isNotNull();
    assertThat(streamed.error()).isEqualTo("overloaded_error");
    assertThat(streamed.model()).isEqualTo("claude-sonnet-4-1");
  }
}
