package dev.understudy.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Usage;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChatReadingTest {
  private static final String ASKED =
      """
      {
        "model": "gpt-4-1106-preview",
        "temperature": 0.2, "top_p": 0.9, "max_tokens": 100, "stream": false,
        "user": "u-17",
        "messages": [ {"role": "user",  "content": "Is this toxic? \\u00e9\\n\\"yes\\""} ],
        "tools": [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]
      }
      """;

  private static final String ANSWERED =
      """
      {
        "id": "chatcmpl-9", "object": "chat.completion", "created": 1700000000,
        "model": "gpt-4-1106-preview",
        "choices": [
          {
            "index": 0,
            "message": {"role": "assistant", "content": "{\\"is_bad\\": 1}", "refusal": null},
            "logprobs": null,
            "finish_reason": "stop"
          }
        ],
        "usage": {
          "prompt_tokens": 25, "completion_tokens": 7, "total_tokens": 32,
          "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": 0},
          "completion_tokens_details": {"reasoning_tokens": 3}
        },
        "system_fingerprint": "fp_1"
      }
      """;

  @Test
  void readsWhatWasAsked() {
    Reading reading = Call.to(Call.CHAT).asking(ASKED).answered(ANSWERED).read();

    assertThat(reading.api()).isEqualTo("chat");
    assertThat(reading.prompt())
        .isEqualTo(
            new Prompt(
                "gpt-4-1106-preview",
                0.2,
                0.9,
                100L,
                false,
                "u-17",
                "[ {\"role\": \"user\",  \"content\": \"Is this toxic? \\u00e9\\n\\\"yes\\\"\"} ]",
                "Is this toxic? é\n\"yes\""));
  }

  @Test
  void readsWhatWasAnswered() {
    Reading reading = Call.to(Call.CHAT).asking(ASKED).answered(ANSWERED).read();

    assertThat(reading.answer())
        .isEqualTo(
            new Answer(
                "gpt-4-1106-preview",
                "{\"is_bad\": 1}",
                null,
                null,
                "stop",
                null,
                new Usage(25L, 7L, 4L, 3L, false),
                null));
  }

  @Test
  void readsAStreamWithUsageInItsLastChunk() {
    String stream =
        """
        data: {"id":"c","object":"chat.completion.chunk","model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null}

        data: {"id":"c","object":"chat.completion.chunk","model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}],"usage":null}

        data: {"id":"c","object":"chat.completion.chunk","model":"gpt-4o","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}],"usage":null}

        data: {"id":"c","object":"chat.completion.chunk","model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}

        data: {"id":"c","object":"chat.completion.chunk","model":"gpt-4o","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}}

        data: [DONE]

        """;

    Answer answer = Call.to(Call.CHAT).asking(ASKED).answered(stream).read().answer();

    assertThat(answer)
        .isEqualTo(
            new Answer(
                "gpt-4o",
                "Hello",
                null,
                null,
                "stop",
                null,
                new Usage(9L, 2L, null, null, false),
                null));
  }

  @Test
  void readsToolCallsInterleavedByIndex() {
    String stream =
        """
        data: {"model":"","choices":[],"prompt_filter_results":[]}

        data: {"model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":"{"}}]}}]}

        data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"x\\":1}"}},{"index":1,"function":{"arguments":"}"}}]}}]}

        data: {"choices":[{"index":0,"delta":null,"finish_reason":"tool_calls"}]}

        """;

    assertThat(answer(stream))
        .isEqualTo(
            new Answer(
                "gpt-4o",
                null,
                "[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                    + "\"arguments\":\"{\\\"x\\\":1}\"}},"
                    + "{\"id\":\"b\",\"type\":\"function\",\"function\":{\"name\":\"g\","
                    + "\"arguments\":\"{}\"}}]",
                null,
                "tool_calls",
                null,
                null,
                null));
  }

  @Test
  void keepsAllChoicesWhereThereAreSeveral() {
    Answer answer =
        answer(
            """
            {"choices":[{"message":{"content":"B"},"index":1,"finish_reason":"length"},
             {"index":0,"message":{"content":"A"},"finish_reason":"stop"}]}""");

    assertThat(answer.output()).isEqualTo("A");
    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(answer.choices())
        .isEqualTo(
            "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"A\"},"
                + "\"finish_reason\":\"stop\"},"
                + "{\"index\":1,\"message\":{\"role\":\"assistant\",\"content\":\"B\"},"
                + "\"finish_reason\":\"length\"}]");
  }

  @Test
  void takesARefusalForTheOutputWhereThereIsNoOther() {
    assertThat(
            answer("{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"No.\"}}]}").output())
        .isEqualTo("No.");
  }

  @Test
  void namesErrorsByCodeOrTypeAndNeverByTheirMessage() {
    assertThat(
            errorOf(
                "{\"error\":{\"message\":\"s\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}"))
        .isEqualTo("rate_limit_exceeded");
    assertThat(errorOf("{\"error\":{\"message\":\"s\",\"type\":\"server_error\",\"code\":null}}"))
        .isEqualTo("server_error");
    assertThat(errorOf("{\"error\":{\"code\":\"429\",\"message\":\"s\"}}")).isEqualTo("429");
    assertThat(errorOf("{\"error\":{\"type\":\"you said: hello\"}}")).isEqualTo("error");
    assertThat(errorOf("{\"error\":\"you said hello\"}")).isEqualTo("error");
    assertThat(
            errorOf(
                "{\"object\":\"error\",\"message\":\"s\",\"type\":\"NotFoundError\",\"code\":404}"))
        .isEqualTo("NotFoundError");
  }

  @Test
  void readsAnErrorWithinAStreamBesideWhatCameBefore() {
    String begun = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"par\"}}]}\n\n";

    Answer data =
        answer(begun + "data: {\"error\":{\"type\":\"server_error\",\"message\":\"s\"}}\n\n");
    Answer named = answer(begun + "event: error\ndata: {\"code\":\"overloaded\"}\n\n");

    assertThat(data)
        .extracting(Answer::output, Answer::error)
        .containsExactly("par", "server_error");
    assertThat(named)
        .extracting(Answer::output, Answer::error)
        .containsExactly("par", "overloaded");
  }

  @Test
  void rendersSeveralMessagesWithMarkersForWhatIsNoText() {
    Prompt prompt =
        prompt(
            Call.CHAT,
            """
            {"messages":[{"role":"system","content":"Be brief."},
             {"role":"user","content":[{"type":"text","text":"What is it?"},
              {"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}},
              {"type":"input_audio","input_audio":{"data":"UklGRg==","format":"wav"}},
              {"type":"file","file":{"file_id":"f"}}]},
             {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function",
              "function":{"name":"look","arguments":"{\\"n\\":1}"}}]},
             {"role":"tool","tool_call_id":"c","content":"a cat"}]}""");

    assertThat(prompt.input())
        .isEqualTo(
            """
            system: Be brief.

            user: What is it?
            [image]
            [audio]
            [file]

            assistant: [call look({"n":1})]

            tool: a cat""");
  }

  @Test
  void toleratesWrongTypesAndTakesTheLastOfDuplicates() {
    Prompt prompt =
        prompt(
            Call.CHAT,
            """
            {"model":["x"],"temperature":"0.5","top_p":{"a":1},"max_tokens":"12","stream":"true",
             "user":7,"temperature":"0.75","max_completion_tokens":20.0,"messages":"hi",
             "messages":[{"role":3,"content":"last"}, 5, "plain"]}""");

    assertThat(prompt)
        .isEqualTo(
            new Prompt(
                null,
                0.75,
                null,
                20L,
                true,
                null,
                "[{\"role\":3,\"content\":\"last\"}, 5, \"plain\"]",
                "user: last\n\nuser: plain"));
  }

  @Test
  void takesAzuresModelFromThePath() {
    assertThat(prompt("/openai/deployments/my-gpt/chat/completions", "{\"messages\":[]}").model())
        .isEqualTo("my-gpt");
  }

  @Test
  void readsEmbeddingsAsUsageWithoutText() {
    Reading reading =
        Call.to("/v1/embeddings")
            .asking("{\"model\":\"text-embedding-3-small\",\"input\":[\"one\",\"two\"]}")
            .answered(
                "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.1,-2e-3]}],"
                    + "\"model\":\"e\",\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}")
            .read();

    assertThat(reading.prompt()).extracting(Prompt::input).isEqualTo("one\n\ntwo");
    assertThat(reading.prompt()).extracting(Prompt::messages).isEqualTo("[\"one\",\"two\"]");
    assertThat(reading.answer())
        .isEqualTo(
            new Answer(
                "e", null, null, null, null, null, new Usage(2L, null, null, null, false), null));
  }

  @Test
  void readsLegacyCompletions() {
    Reading reading =
        Call.to("/v1/completions")
            .asking("{\"model\":\"davinci-002\",\"prompt\":\"Once\",\"max_tokens\":5}")
            .answered(
                "{\"object\":\"text_completion\",\"choices\":[{\"text\":\" upon\",\"index\":0}]}")
            .read();

    assertThat(reading.prompt()).extracting(Prompt::messages).isEqualTo("\"Once\"");
    assertThat(reading.prompt()).extracting(Prompt::input).isEqualTo("Once");
    assertThat(reading.answer()).extracting(Answer::output).isEqualTo(" upon");
    assertThat(prompt("/v1/completions", "{\"prompt\":[1,2,3]}").input()).isNull();
  }

  private static @Nullable String errorOf(String body) {
    return answer(body).error();
  }

  private static Answer answer(String body) {
    return Objects.requireNonNull(Call.to(Call.CHAT).asking(ASKED).answered(body).read().answer());
  }

  private static Prompt prompt(String target, String body) {
    return Objects.requireNonNull(Call.to(target).asking(body).read().prompt());
  }
}
