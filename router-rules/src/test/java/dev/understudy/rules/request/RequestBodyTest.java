package dev.understudy.rules.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String WHOLE =
      """
      {"model":"gpt-4","user":"ann","metadata":{"x":[1,{"user_id":2}],"session_id":"s-1"},
       "messages":[{"role":"user","content":"hello"},{"role":"assistant","content":null}],
       "tools":[{"type":"function","function":{"name":"f","parameters":
         {"type":"object","properties":{"file_id":{"type":"string"}}}}}],
       "stream":true,"max_tokens":7,"temperature":0.25,"unknown":{"model":"no"}}
      """;

  @Test
  void whatRulesAskAboutIsRead() {
    RequestBody body = read(WHOLE);

    assertThat(body)
        .isEqualTo(
            new RequestBody("gpt-4", "ann", "s-1", true, 7L, 0.25, 2, 1, WHOLE.length() / 4, null));
  }

  @Test
  void whatIsNotSaidIsNullOrZero() {
    assertThat(read("{}"))
        .isEqualTo(new RequestBody(null, null, null, false, null, null, 0, 0, 0, null));
  }

  @Test
  void aMemberOfAnotherTypeSaysNothing() {
    RequestBody body =
        read(
            """
            {"model":7,"user":["a"],"metadata":"m","messages":{"a":1},"tools":"t","stream":"true",
             "max_tokens":"many","temperature":{},"store":"yes","functions":3,"prompt":["a"]}
            """);

    assertThat(body.model()).isNull();
    assertThat(body.user()).isNull();
    assertThat(body.messages()).isZero();
    assertThat(body.tools()).isZero();
    assertThat(body.stream()).isFalse();
    assertThat(body.maxTokens()).isNull();
    assertThat(body.temperature()).isNull();
    assertThat(body.state()).isNull();
  }

  @Test
  void ofAMemberGivenTwiceTheLastCountsButStateCountsWhereverItStands() {
    RequestBody body = read("{\"model\":\"a\",\"store\":true,\"store\":false,\"model\":\"b\"}");

    assertThat(body.model()).isEqualTo("b");
    assertThat(body.state()).isEqualTo("store");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'user':'u','safety_identifier':'s','metadata':{'user_id':'m'}} | u",
        "{'safety_identifier':'s','metadata':{'user_id':'m'}}            | s",
        "{'metadata':{'user_id':'m'}}                                    | m",
      },
      quoteCharacter = '`')
  void theUserIsNamedByTheFirstOfThreeMembers(String json, String user) {
    assertThat(read(json.replace('\'', '"')).user()).isEqualTo(user);
  }

  @ParameterizedTest
  @CsvSource({
    "{'max_tokens':3},3",
    "{'max_tokens':3;'max_completion_tokens':4},4",
    "{'max_output_tokens':5.0},5",
    "{'max_tokens':1e400},",
    "{'max_tokens':99999999999999999999},",
    "{'max_tokens':2.5},",
  })
  void tokensAreWholeNumbers(String json, @Nullable Long expected) {
    assertThat(read(json.replace('`', '"').replace('\'', '"').replace(';', ',')).maxTokens())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'store':true} | store",
        "{'previous_response_id':'r'} | previous_response_id",
        "{'conversation':{'id':'c'}} | conversation",
        "{'background':true} | background",
        "{'web_search_options':{}} | web_search_options",
        "{'mcp_servers':[{'url':'x'}]} | mcp_servers",
        "{'container':'c'} | container",
        "{'prompt':{'id':'p'}} | prompt",
        "{'tools':[{'type':'function'},{'type':'web_search'}]} | tools",
        "{'tools':[{'type':'code_execution_20250522','name':'c'}]} | tools",
        "{'tools':[{'type':{}}]} | tools",
        "{'messages':[{'content':[{'type':'file','file':{'file_id':'f'}}]}]} | file_id",
        "{'messages':[{'content':[{'source':{'file_id':'f'}}]}]} | file_id",
        "{'messages':[{'audio':{'id':'a'}}]} | audio",
        "{'input':[{'type':'item_reference','id':'i'}]} | item_reference",
        "{'file_ids':['f']} | file_ids",
      })
  void whatBindsToStateOrActsIsNamed(String json, String state) {
    assertThat(read(json.replace('\'', '"')).state()).isEqualTo(state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'store':false}",
        "{'store':null,'previous_response_id':null,'conversation':null,'container':null}",
        "{'background':false,'mcp_servers':[],'tools':[],'previous_response_id':''}",
        "{'tools':[{'type':'function','function':{'parameters':{'type':'file'}}}]}",
        "{'tools':[{'type':'custom','name':'c'},{'name':'anthropic','input_schema':{}}]}",
        "{'messages':[{'content':[{'type':'tool_use','input':{'file_id':'f'}}]}]}",
        "{'messages':[{'content':[{'type':'input_audio','input_audio':{'data':'x'}}]}]}",
        "{'response_format':{'json_schema':{'schema':{'properties':{'file_id':'x'}}}}}",
        "{'prompt':'text'}",
        "{'messages':[{'file_id':null}]}",
      })
  void aRequestThatStandsForItselfHasNoState(String json) {
    assertThat(read(json.replace('\'', '"')).state()).isNull();
  }

  @Test
  void theResponsesApiKeepsWhatItIsNotToldNotTo() {
    assertThat(read("{\"input\":\"x\"}", "/v1/responses").state()).isEqualTo("store");
    assertThat(read("{\"input\":\"x\",\"store\":null}", "/v1/responses/").state())
        .isEqualTo("store");
    assertThat(read("{\"input\":\"x\",\"store\":false}", "/v1/responses").state()).isNull();
    assertThat(read("{\"input\":[{},{}],\"store\":false}", "/v1/responses").messages())
        .isEqualTo(2);
  }

  @Test
  void azureNamesTheModelInThePath() {
    String path = "/openai/deployments/gpt-4o/chat/completions";

    assertThat(read("{}", path).model()).isEqualTo("gpt-4o");
    assertThat(read("{\"model\":\"other\"}", path).model()).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"{}\"",
        "7",
        "{",
        "{}}",
        "{}{}",
        "{} x",
        "{\"a\"}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":tru}",
        "{\"a\":\"",
        "{\"a\":[1}",
        "model=gpt-4",
        "{\"messages\":[{\"a\""
      })
  void whatIsNotOneJsonObjectIsNoBody(String text) {
    assertThat(RequestBody.read(text.getBytes(UTF_8), CHAT)).isNull();
  }

  @Test
  void aByteOrderMarkAndWhiteSpaceAreNoHindrance() {
    assertThat(read("\uFEFF \r\n\t{ \"model\" : \"m\" } \n").model()).isEqualTo("m");
  }

  @Test
  void invalidUtf8DeepNestingAndHugeNumbersDoNotThrow() {
    byte[] invalid = "{\"model\":\"a?\"}".getBytes(UTF_8);
    invalid[11] = (byte) 0xC0;
    String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String huge = "{\"model\":\"m\",\"temperature\":" + "9".repeat(1_000_000) + "}";

    assertThat(RequestBody.read(invalid, CHAT)).isNull();
    assertThat(RequestBody.read(deep.getBytes(UTF_8), CHAT)).isNull();
    assertThat(read(huge).model()).isEqualTo("m");
    assertThat(read(huge).temperature()).isNull();
  }

  @Test
  void noBytesMakeItThrow() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    byte[] whole = WHOLE.getBytes(UTF_8);

    for (int run = 0; run < 50_000; run++) {
      byte[] bytes = java.util.Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
      for (int change = random.nextInt(6); change > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        RequestBody body = RequestBody.read(bytes, CHAT);
        if (body != null) {
          ModelMember.replaced(bytes, "x"); // what can be read can be written
        }
      } catch (RuntimeException thrown) {
        throw new AssertionError("seed " + seed + ", run " + run, thrown);
      }
    }
  }

  @Test
  void whoAskedIsNotPrinted() {
    assertThat(read("{\"user\":\"ann\",\"metadata\":{\"session_id\":\"s\"}}").toString())
        .doesNotContain("ann")
        .doesNotContain("session");
  }

  private static RequestBody read(String json) {
    return read(json, CHAT);
  }

  private static RequestBody read(String json, String path) {
    return Objects.requireNonNull(RequestBody.read(json.getBytes(UTF_8), path));
  }
}
