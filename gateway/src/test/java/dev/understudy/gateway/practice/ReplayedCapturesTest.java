package dev.understudy.gateway.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayedCapturesTest {
  private static final List<Turn> WHY = List.of(new Turn("user", "Why?"));

  private final Path folder;
  private final AnswerBook book = new AnswerBook();
  private final List<String> leftOut = new ArrayList<>();

  ReplayedCapturesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void capturedAnswerIsReplayedUnderTheModelThatWasAskedFor() throws Exception {
    capture("complete", "[{\"role\":\"user\",\"content\":\"Why?\"}]");

    ReplayedCaptures.read(folder, book, leftOut::add);

    RecordedAnswer answer = book.find("gpt-4", WHY).orElseThrow();
    assertThat(answer.text()).isEqualTo("Because.");
    assertThat(answer.model()).isEqualTo("gpt-4-0613");
    assertThat(answer.usage()).isEqualTo(new TokensUsed(8, 2));
    assertThat(book.models()).containsExactly("gpt-4");
    assertThat(leftOut).isEmpty();
  }

  @Test
  void conversationThatWasCutIsLeftOutAndTold() throws Exception {
    capture("complete", "[{\"role\":\"user\",\"cont");

    assertThatThrownBy(() -> ReplayedCaptures.read(folder, book, leftOut::add))
        .isInstanceOf(UnreadableAnswers.class)
        .hasMessage(folder + ": expected chat completions that ended well, found none");
    assertThat(leftOut).containsExactly(folder + ": 1 exchanges whose messages are cut");
  }

  @Test
  void answerTheClientDidNotGetWholeIsNotReplayed() throws Exception {
    capture("upstream_truncated", "[{\"role\":\"user\",\"content\":\"Why?\"}]");

    assertThatThrownBy(() -> ReplayedCaptures.read(folder, book, leftOut::add))
        .hasMessage(folder + ": expected chat completions that ended well, found none");
  }

  @Test
  void folderWithoutCapturesIsTold() {
    assertThatThrownBy(() -> ReplayedCaptures.read(folder, book, leftOut::add))
        .isInstanceOf(UnreadableAnswers.class)
        .hasMessageStartingWith(folder + ": nothing was captured here yet");
  }

  private void capture(String outcome, String messages) throws Exception {
    Path partition = Files.createDirectories(folder.resolve("exchanges/date=2026-01-31/hour=12"));
    String row =
        """
        COPY (SELECT 'e1' AS exchange_id, 'primary' AS role, '%s' AS outcome, 200 AS status,
          to_timestamp(1769860800) AS received_at, '/v1/chat/completions' AS path,
          'gpt-4' AS model_requested, 'gpt-4-0613' AS model_served, '%s' AS messages,
          'Because.' AS output, 8::BIGINT AS input_tokens, 2::BIGINT AS output_tokens)
        TO '%s' (FORMAT parquet)"""
            .formatted(outcome, messages, partition.resolve("g-1.parquet"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(row);
    }
  }
}
