package dev.understudy.rules.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/chat/completions",
        "/chat/completions",
        "/v1/completions",
        "/v1/embeddings/",
        "/openai/deployments/gpt-4o/chat/completions",
        "/openai/v1/responses",
        "/anthropic/v1/messages",
      })
  void theseAreCalls(String path) {
    assertThat(ApiPath.isCall(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "*",
        "/v1/models",
        "/v1/files",
        "/v1/responses/resp_1",
        "/v1/messages/batches",
        "/v1/messages/count_tokens",
        "/v1/threads/t/messages",
        "/v1/chat/completions/c/messages",
        "/v1/xcompletions",
        "/v1/chat%2Fcompletions",
        "completions",
      })
  void theseAreNot(String path) {
    assertThat(ApiPath.isCall(path)).isFalse();
  }
}
