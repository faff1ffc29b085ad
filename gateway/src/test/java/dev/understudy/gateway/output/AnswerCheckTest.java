package dev.understudy.gateway.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.exchange.Answer;
import dev.understudy.rules.OutputCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerCheckTest {
  private static final String CALLS =
      "[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"mail\",\"arguments\":"
          + "\"{\\\"to\\\":\\\"jane.doe@example.com\\\"}\"}}]";

  @TempDir Path folder;

  @Test
  void toolCallsAloneHaveNoTextToBeAsked() throws IOException {
    AnswerCheck check =
        AnswerCheck.of(new OutputCheck(null, "x", List.of(), null, 5, null, true, true, false));

    assertThat(check.failure(answer(null, CALLS, "tool_calls"), "/v1/chat/completions")).isNull();
    assertThat(check.failure(answer(null, null, "stop"), "/v1/chat/completions"))
        .isEqualTo("matches");
  }

  @Test
  void personalDataIsFoundInToolCallsAndInEveryChoice() throws IOException {
    AnswerCheck check = pii();

    assertThat(check.failure(answer(null, CALLS, "tool_calls"), "/v1/chat/completions"))
        .isEqualTo("pii");
    assertThat(
            check.failure(
                new Answer(
                    null,
                    "fine",
                    null,
                    "[{\"index\":0,\"text\":\"fine\"},{\"index\":1,\"text\":\"jane.doe@example.com\"}]",
                    "stop",
                    null,
                    null,
                    null),
                "/v1/chat/completions"))
        .isEqualTo("pii");
    assertThat(check.failure(answer("fine", null, "stop"), "/v1/chat/completions")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/embeddings, ",
    "/v1/files, ",
    "/v1/chat/completions, labels",
    "/v1/completions, labels",
    "/v1/responses, ",
    "/v1/messages, labels"
  })
  void anAnswerThatMeansNothingIsAnEmptyTextWhereOneIsAskedFor(String path, @Nullable String failed)
      throws IOException {
    AnswerCheck check =
        AnswerCheck.of(new OutputCheck(null, "x", List.of("a"), null, 5, null, true, true, true));

    assertThat(check.failure(answer(null, null, null), path)).isEqualTo(failed);
    assertThat(check.failure(null, path)).isEqualTo(failed);
  }

  @Test
  void aProvidersFilterIsARefusal() throws IOException {
    AnswerCheck check =
        AnswerCheck.of(
            new OutputCheck(null, null, List.of(), null, null, null, true, false, false));

    assertThat(check.failure(answer("part of", null, "content_filter"), "/v1/chat/completions"))
        .isEqualTo("refusal");
    assertThat(
            check.failure(answer("{\"refusal\": \"No.\"}", null, "stop"), "/v1/chat/completions"))
        .isEqualTo("refusal");
    assertThat(check.failure(answer("part of", null, "stop"), "/v1/chat/completions")).isNull();
  }

  @Test
  void theBeginningTellsWhatMustNotBeThereAndNotWhatMust() throws IOException {
    AnswerCheck must =
        AnswerCheck.of(
            new OutputCheck(null, "x", List.of(), null, null, null, false, false, false));
    AnswerCheck least =
        AnswerCheck.of(new OutputCheck(null, null, List.of(), null, 4, 6, false, false, false));

    assertThat(must.needsMoreThan(answer("x", null, null))).isTrue();
    assertThat(must.failureSoFar(answer("y", null, null))).isNull();
    assertThat(least.needsMoreThan(answer("abc", null, null))).isTrue();
    assertThat(least.needsMoreThan(null)).isTrue();
    assertThat(least.needsMoreThan(answer("abcd", null, null))).isFalse();
    assertThat(least.failureSoFar(answer("abcdefg", null, null))).isEqualTo("max_length");
    assertThat(pii().failureSoFar(answer("jane.doe@example.com and", null, null))).isEqualTo("pii");
  }

  @Test
  void aSchemaThatCannotBeUsedIsTold() throws IOException {
    Path schema = Files.writeString(folder.resolve("s.json"), "[]");

    assertThatThrownBy(
            () ->
                AnswerCheck.of(
                    new OutputCheck(
                        schema, null, List.of(), null, null, null, false, false, false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a JSON Schema is an object or a truth value, got ARRAY");
  }

  private static AnswerCheck pii() throws IOException {
    return AnswerCheck.of(
        new OutputCheck(null, null, List.of(), null, null, null, false, false, true));
  }

  private static Answer answer(
      @Nullable String output, @Nullable String calls, @Nullable String finish) {
    return new Answer(null, output, calls, null, finish, null, null, null);
  }
}
