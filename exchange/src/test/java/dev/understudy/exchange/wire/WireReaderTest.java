package dev.understudy.exchange.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Body;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.Usage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WireReaderTest {
  private static final String ASKED =
      "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello, please.\"}]}";
  private static final String ANSWERED =
      "{\"object\":\"chat.completion\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"message\":"
          + "{\"role\":\"assistant\",\"content\":\"Hello there!\"},\"finish_reason\":\"stop\"}]}";

  @Test
  void knowsTheApiByThePathWhateverStandsBeforeIt() {
    assertThat(apiOf("/v1/chat/completions")).isEqualTo("chat");
    assertThat(apiOf("/openai/deployments/x/chat/completions?api-version=1")).isEqualTo("chat");
    assertThat(apiOf("/chat/completions/")).isEqualTo("chat");
    assertThat(apiOf("/v1/completions")).isEqualTo("completions");
    assertThat(apiOf("/v1/embeddings")).isEqualTo("embeddings");
    assertThat(apiOf("/proxy/v1/responses")).isEqualTo("responses");
    assertThat(apiOf("/anthropic/v1/messages")).isEqualTo("messages");
  }

  @Test
  void leavesWhatIsNoCallAsBytes() {
    assertThat(apiOf("/v1/messages/count_tokens")).isNull();
    assertThat(apiOf("/v1/responses/resp_1/cancel")).isNull();
    assertThat(apiOf("/v1/threads/t/messages")).isNull();
    assertThat(apiOf("/v1/files")).isNull();
    assertThat(Call.to(Call.CHAT).method("GET").asking(ASKED).answered(ANSWERED).read().api())
        .isNull();
  }

  @Test
  void knowsTheApiByTheAnswersShapeOnOtherPaths() {
    String chunk = "data: {\"object\":\"chat.completion.chunk\",\"choices\":[]}\n\n";
    String message = "{\"type\":\"message\",\"content\":[]}";
    String started = "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{}}\n\n";
    String created = "data: {\"response\":{},\"type\":\"response.created\"}\n\n";

    assertThat(Call.to("/llm").asking(ASKED).answered(ANSWERED).read().api()).isEqualTo("chat");
    assertThat(Call.to("/llm").asking(ASKED).answered(chunk).read().api()).isEqualTo("chat");
    assertThat(Call.to("/model/c/invoke").answered(message).read().api()).isEqualTo("messages");
    assertThat(Call.to("/llm").answered(started).read().api()).isEqualTo("messages");
    assertThat(Call.to("/llm").answered(created).read().api()).isEqualTo("responses");
    assertThat(Call.to("/llm").answered("{\"object\":\"response\"}").read().api())
        .isEqualTo("responses");
    assertThat(Call.to("/llm").answered("{\"ok\":true}").read().api()).isNull();
  }

  @Test
  void takesContentCodingsOffBothBodies() {
    Reading reading =
        Call.to(Call.CHAT)
            .asking(Body.of(Zstd.compress(ASKED.getBytes(UTF_8))))
            .requestHeader("Content-Encoding", "zstd")
            .answered(Body.of(Zstd.compress(ANSWERED.getBytes(UTF_8))))
            .responseHeader("content-encoding", "ZSTD")
            .read();

    assertThat(reading.requestText().bytes()).isEqualTo(ASKED.getBytes(UTF_8));
    assertThat(reading.responseText().bytes()).isEqualTo(ANSWERED.getBytes(UTF_8));
    assertThat(reading.prompt()).extracting(Prompt::input).isEqualTo("Say hello, please.");
    assertThat(reading.answer()).extracting(Answer::output).isEqualTo("Hello there!");
  }

  @Test
  void keepsWhatCameBeforeTheCutOfATruncatedBody() {
    byte[] asked = (ASKED.substring(0, ASKED.length() - 10) + "é").getBytes(UTF_8);
    byte[] cut = Arrays.copyOf(asked, asked.length - 1);

    Reading reading =
        Call.to(Call.CHAT)
            .asking(Body.of(cut))
            .answered(ANSWERED.substring(0, ANSWERED.indexOf("\"finish_reason\"")))
            .read();

    assertThat(reading.prompt())
        .isEqualTo(new Prompt("gpt-4o", null, null, null, null, null, null, null));
    assertThat(reading.requestText().isUtf8()).isFalse();
    assertThat(reading.answer()).extracting(Answer::output).isEqualTo("Hello there!");
  }

  @Test
  void takesAnUnterminatedLastEventOnlyIfItIsWhole() {
    String begun = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    String last = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"b\"}}]}";

    assertThat(outputOf(begun + last)).isEqualTo("ab");
    assertThat(outputOf(begun + last.substring(0, last.length() - 1))).isEqualTo("a");
    assertThat(outputOf(begun + "data: [DONE]")).isEqualTo("a");
  }

  @Test
  void estimatesTokensOnlyWhereNobodyCountedThem() {
    WireReader reader = WireReader.withTokenEstimates();
    String counted =
        ANSWERED.replace("}]}", "}],\"usage\":{\"prompt_tokens\":99,\"completion_tokens\":98}}");
    String half = ANSWERED.replace("}]}", "}],\"usage\":{\"prompt_tokens\":99}}");

    assertThat(usageOf(reader.read(Call.to(Call.CHAT).asking(ASKED).answered(ANSWERED).exchange())))
        .isEqualTo(new Usage(5L, 3L, null, null, true));
    assertThat(usageOf(reader.read(Call.to(Call.CHAT).asking(ASKED).answered(half).exchange())))
        .isEqualTo(new Usage(99L, 3L, null, null, true));
    assertThat(usageOf(reader.read(Call.to(Call.CHAT).asking(ASKED).answered(counted).exchange())))
        .isEqualTo(new Usage(99L, 98L, null, null, false));
    assertThat(usageOf(Call.to(Call.CHAT).asking(ASKED).answered(ANSWERED).read())).isNull();
  }

  @Test
  void estimatesALongTextByItsBeginning() {
    String words = "word ".repeat(TokenEstimate.MAX_COUNTED_CHARS);

    assertThat(TokenEstimate.of(words, "gpt-4")).isBetween(32_700L, 33_300L);
    assertThat(TokenEstimate.vocabulary("openai/gpt-4-0613")).hasToString("CL100K_BASE");
    assertThat(TokenEstimate.vocabulary("gpt-4.1")).hasToString("O200K_BASE");
    assertThat(TokenEstimate.vocabulary(null)).hasToString("O200K_BASE");
  }

  private static @Nullable String apiOf(String target) {
    return Call.to(target).asking(ASKED).answered("{\"input_tokens\":1}").read().api();
  }

  private static @Nullable String outputOf(String stream) {
    Answer answer = Call.to(Call.CHAT).asking(ASKED).answered(stream).read().answer();
    return answer == null ? null : answer.output();
  }

  private static @Nullable Usage usageOf(Reading reading) {
    return reading.answer() == null ? null : reading.answer().usage();
  }
}
