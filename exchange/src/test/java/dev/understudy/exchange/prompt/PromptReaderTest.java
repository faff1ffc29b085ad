package dev.understudy.exchange.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.prompt.PromptReading.Good;
import dev.understudy.exchange.prompt.PromptReading.Reason;
import dev.understudy.exchange.prompt.PromptReading.Unusable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromptReaderTest {
  @Test
  void chatMessagesAreBroughtIntoOneCompactForm() {
    String messages =
        """
        [{"content": "Be kind.", "role": "developer"},
         {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]},
         {"role": "assistant", "content": null, "tool_calls": [
           {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
         {"role": "tool", "tool_call_id": "c1", "content": "1.0"}]
        """;

    assertThat(read("chat", messages, null))
        .isEqualTo(
            good(
                "[{'role':'system','content':'Be kind.'},{'role':'user','content':'a\\nb'},"
                    + "{'role':'assistant','content':null,'tool_calls':[{'id':'c1',"
                    + "'type':'function','function':{'name':'f','arguments':'{}'}}]},"
                    + "{'role':'tool','content':'1.0','tool_call_id':'c1'}]"));
  }

  @Test
  void partsStayWhereOneIsAnImage() {
    String messages =
        "[{'role':'user','content':[{'type':'text','text':'What?'},{'type':'image','source':"
            + "{'type':'base64','media_type':'image/png','data':'AAAA'}}]}]";

    assertThat(read("messages", json(messages), null))
        .isEqualTo(
            good(
                "[{'role':'user','content':[{'type':'text','text':'What?'},{'type':'image_url',"
                    + "'image_url':{'url':'data:image/png;base64,AAAA'}}]}]"));
  }

  @Test
  void anthropicBlocksBecomeToolCallsAndToolMessages() {
    String body =
        json(
            "{'system':[{'type':'text','text':'Be kind.'}],'tools':[{'name':'f','description':'d',"
                + "'input_schema':{'type':'object'}}],'messages':[{'role':'user','content':'Hi'},"
                + "{'role':'assistant','content':[{'type':'thinking','thinking':'hm'},"
                + "{'type':'text','text':'So'},"
                + "{'type':'tool_use','id':'t1','name':'f','input':{'x': 1.50}}]},"
                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1',"
                + "'content':[{'type':'text','text':'2'}]},{'type':'text','text':'And?'}]}]}");

    assertThat(PromptReader.read(new CapturedRequest("messages", null, null, body, false)))
        .isEqualTo(
            new Good(
                json(
                    "[{'role':'system','content':'Be kind.'},{'role':'user','content':'Hi'},"
                        + "{'role':'assistant','content':'So','tool_calls':[{'id':'t1',"
                        + "'type':'function','function':{'name':'f',"
                        + "'arguments':'{\\'x\\':1.50}'}}]},"
                        + "{'role':'tool','content':'2','tool_call_id':'t1'},"
                        + "{'role':'user','content':'And?'}]"),
                json(
                    "[{'type':'function','function':{'name':'f','description':'d',"
                        + "'parameters':{'type':'object'}}}]"),
                null,
                true));
  }

  @Test
  void itemsOfTheResponsesApiBecomeTurns() {
    String body =
        json(
            "{'instructions':'Be kind.','text':{'format':{'type':'json_object'}},'input':["
                + "{'role':'user','content':[{'type':'input_text','text':'Hi'}]},"
                + "{'type':'reasoning','summary':[]},"
                + "{'type':'message','role':'assistant','content':[{'type':'output_text',"
                + "'text':'So'}]},"
                + "{'type':'function_call','call_id':'c1','name':'f','arguments':'{}'},"
                + "{'type':'function_call_output','call_id':'c1','output':'2'}]}");

    assertThat(PromptReader.read(new CapturedRequest("responses", null, null, body, false)))
        .isEqualTo(
            new Good(
                json(
                    "[{'role':'system','content':'Be kind.'},{'role':'user','content':'Hi'},"
                        + "{'role':'assistant','content':'So','tool_calls':[{'id':'c1',"
                        + "'type':'function','function':{'name':'f','arguments':'{}'}}]},"
                        + "{'role':'tool','content':'2','tool_call_id':'c1'}]"),
                null,
                json("{'type':'json_object'}"),
                true));
  }

  @Test
  void textsOfOtherApisAreMessagesOfTheUser() {
    PromptReading hi = good("[{'role':'user','content':'Hi'}]");

    assertThat(read("responses", "\"Hi\"", null)).isEqualTo(hi);
    assertThat(read("completions", "\"Hi\"", null)).isEqualTo(hi);
    assertThat(read("completions", "[\"Hi\"]", null)).isEqualTo(hi);
  }

  @Test
  void instructionsAreRecoveredFromTheRenderingWhereThereIsNoBody() {
    assertThat(
            read(
                "messages",
                json("[{'role':'user','content':'Hi'}]"),
                "system: Be kind.\n\nuser: Hi"))
        .isEqualTo(good("[{'role':'system','content':'Be kind.'},{'role':'user','content':'Hi'}]"));
  }

  @Test
  void unusableRequestsSayWhy() {
    assertThat(read("embeddings", "\"Hi\"", null)).isEqualTo(new Unusable(Reason.API));
    assertThat(read("chat", "[{\"role\":\"us", null)).isEqualTo(new Unusable(Reason.BROKEN_JSON));
    assertThat(read("chat", "[]", null)).isEqualTo(new Unusable(Reason.NO_MESSAGES));
    assertThat(read("chat", null, null)).isEqualTo(new Unusable(Reason.NO_MESSAGES));
    assertThat(read("chat", "{}", null)).isEqualTo(new Unusable(Reason.SHAPE));
    assertThat(read("chat", "[1]", null)).isEqualTo(new Unusable(Reason.SHAPE));
    assertThat(read("completions", "[\"a\",\"b\"]", null)).isEqualTo(new Unusable(Reason.BATCH));
    assertThat(
            PromptReader.read(
                new CapturedRequest("chat", null, null, "{\"messages\":[{\"ro", true)))
        .isEqualTo(new Unusable(Reason.TRUNCATED));
    assertThat(
            PromptReader.read(
                new CapturedRequest(
                    "responses",
                    "\"Hi\"",
                    null,
                    "{\"previous_response_id\":\"r1\",\"input\":\"Hi\"}",
                    false)))
        .isEqualTo(new Unusable(Reason.STORED_ELSEWHERE));
  }

  @Test
  void anAnswerIsAMessageOfTheAssistant() {
    String calls = json("[{'id':'c1','type':'function','function':{'name':'f','arguments':'{}'}}]");

    assertThat(PromptReader.answer("Yes", null)).isEqualTo(Turn.of("assistant", "Yes"));
    assertThat(PromptReader.answer("Yes", "[{")).isEqualTo(Turn.of("assistant", "Yes"));
    assertThat(PromptReader.answer(null, calls))
        .isEqualTo(new Turn("assistant", null, "{\"content\":null,\"tool_calls\":" + calls + "}"));
  }

  private static PromptReading read(String api, @Nullable String messages, @Nullable String input) {
    return PromptReader.read(new CapturedRequest(api, messages, input, null, false));
  }

  private static PromptReading good(String messages) {
    return new Good(json(messages), null, null, false);
  }

  /** JSON with single quotes, for reading; a quote inside is {@code \'}. */
  private static String json(String text) {
    return text.replace("\\'", "\1").replace('\'', '"').replace("\1", "\\\"");
  }
}
