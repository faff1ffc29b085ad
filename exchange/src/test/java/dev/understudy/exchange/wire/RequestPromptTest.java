package dev.understudy.exchange.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Prompt;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPromptTest {
  private static final String CHAT =
      """
      {"model":"m","stream":true,"messages":[
       {"role":"system","content":"Be kind."},
       {"role":"user","content":[{"type":"text","text":"What is it?"},
        {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""";

  @Test
  void conversationIsReadBeforeAnybodyAnswered() {
    Prompt prompt = read(CHAT, "/v1/chat/completions");

    assertThat(prompt.input()).isEqualTo("system: Be kind.\n\nuser: What is it?\n[image]");
    assertThat(prompt.stream()).isTrue();
  }

  @Test
  void pathsThatNameNoApiAreTakenForChat() {
    assertThat(read(CHAT, "/moderate").input()).startsWith("system: Be kind.");
  }

  @ParameterizedTest
  @CsvSource({"/v1/completions, prompt", "/v1/responses, input", "/v1/messages, messages"})
  void everyApiHasItsOwnMember(String path, String member) {
    String body = "{\"prompt\":\"by prompt\",\"input\":\"by input\",\"messages\":\"by messages\"}";

    assertThat(read(body, path).input()).isEqualTo("by " + member);
  }

  @Test
  void whatIsNoCallOrNoObjectAsksNothing() {
    assertThat(RequestPrompt.read(CHAT.getBytes(UTF_8), "/v1/messages/batches")).isNull();
    assertThat(RequestPrompt.read("[1]".getBytes(UTF_8), "/v1/chat/completions")).isNull();
    assertThat(RequestPrompt.read(new byte[0], "/v1/chat/completions")).isNull();
  }

  private static Prompt read(String body, String path) {
    return Objects.requireNonNull(RequestPrompt.read(body.getBytes(UTF_8), path));
  }
}
