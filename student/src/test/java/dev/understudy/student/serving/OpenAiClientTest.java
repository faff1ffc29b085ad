package dev.understudy.student.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import dev.understudy.student.keyword.KeywordModel;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What OpenAI's own client makes of the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiClientTest {
  private RunningStudent student;
  private OpenAIClient client;

  @BeforeAll
  void start() throws Exception {
    student = RunningStudent.of(KeywordModel.of("toxicity", "1"));
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(student.url("/v1").toString())
            .apiKey("none")
            .maxRetries(0)
            .build();
  }

  @AfterAll
  void stop() {
    client.close();
    student.close();
  }

  @Test
  void answerIsReadWithItsUsageAndLogprobs() {
    ChatCompletion answer =
        client.chat().completions().create(asking().logprobs(true).topLogprobs(2).build());

    answer.validate();
    ChatCompletion.Choice choice = answer.choices().get(0);
    assertThat(choice.message().content()).hasValue(KeywordModel.BAD);
    assertThat(choice.finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.usage().orElseThrow().totalTokens()).isEqualTo(7);
    double logprob =
        choice.logprobs().orElseThrow().content().orElseThrow().stream()
            .mapToDouble(token -> token.logprob())
            .sum();
    assertThat(String.format("%.6f", Math.exp(logprob))).isEqualTo("0.731059");
  }

  @Test
  void streamIsReadToItsEnd() {
    ChatCompletionCreateParams params =
        asking()
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();

    List<ChatCompletionChunk> chunks;
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      chunks = stream.stream().toList();
    }

    chunks.forEach(ChatCompletionChunk::validate);
    String text =
        String.join(
            "",
            chunks.stream()
                .flatMap(chunk -> chunk.choices().stream())
                .map(choice -> choice.delta().content().orElse(""))
                .toList());
    assertThat(text).isEqualTo(KeywordModel.BAD);
    assertThat(chunks.get(chunks.size() - 1).usage().orElseThrow().completionTokens()).isEqualTo(5);
  }

  @Test
  void errorsAreReadAsTheApis() {
    assertThatThrownBy(() -> client.chat().completions().create(asking().model("other").build()))
        .isInstanceOfSatisfying(
            NotFoundException.class, e -> assertThat(e.code()).hasValue("model_not_found"));
    assertThatThrownBy(() -> client.chat().completions().create(asking().n(2).build()))
        .isInstanceOfSatisfying(
            BadRequestException.class, e -> assertThat(e.param()).hasValue("n"));
  }

  @Test
  void modelsAreListed() {
    List<Model> models = client.models().list().data();

    assertThat(models).extracting(Model::id).containsExactly("toxicity");
    assertThat(client.models().retrieve("toxicity").created()).isEqualTo(1_700_000_000);
  }

  private static ChatCompletionCreateParams.Builder asking() {
    return ChatCompletionCreateParams.builder().model("toxicity").addUserMessage("awful thing");
  }
}
