package dev.understudy.gateway.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.sink.inspect.CapturedAnswer;
import dev.understudy.sink.inspect.CapturedExchanges;
import dev.understudy.sink.inspect.UnreadableCaptures;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a folder of captured Parquet into an {@link AnswerBook}, to replay what a gateway saw. */
final class ReplayedCaptures {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AnswerBook book;
  private int added;
  private int cut;

  private ReplayedCaptures(AnswerBook book) {
    this.book = book;
  }

  /**
   * Adds the answer of every chat completion that a client received whole, the newest last, under
   * the model that was asked for.
   *
   * @param leftOut told, a line each, what could not be read
   * @throws UnreadableAnswers when the folder holds no such completion
   */
  static void read(Path folder, AnswerBook book, Consumer<String> leftOut)
      throws UnreadableAnswers {
    ReplayedCaptures replayed = new ReplayedCaptures(book);
    try (CapturedExchanges captures = CapturedExchanges.open(folder)) {
      CapturedAnswer.forEach(captures, replayed::add);
      captures.leftOut().forEach(leftOut);
    } catch (UnreadableCaptures e) {
      throw new UnreadableAnswers(String.valueOf(e.getMessage()), e);
    }
    if (replayed.cut > 0) {
      leftOut.accept(folder + ": %,d exchanges whose messages are cut".formatted(replayed.cut));
    }
    if (replayed.added == 0) {
      throw new UnreadableAnswers(
          List.of(folder + ": expected chat completions that ended well, found none"));
    }
  }

  private void add(CapturedAnswer captured) {
    List<Turn> turns;
    JsonNode toolCalls;
    try {
      turns = Turn.listOf(JSON.readTree(captured.messages()));
      toolCalls = captured.toolCalls() == null ? null : JSON.readTree(captured.toolCalls());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      cut++; // a body over the capture's limit ends anywhere
      return;
    }
    String served = firstOf(captured.modelServed(), captured.modelRequested());
    String asked = firstOf(captured.modelRequested(), captured.modelServed());
    String finish = captured.finishReason();
    RecordedAnswer answer =
        new RecordedAnswer(
            served,
            captured.output(),
            toolCalls,
            finish != null ? finish : RecordedAnswer.usualFinish(toolCalls),
            usage(captured));
    book.add(asked, turns, answer);
    added++;
  }

  private static @Nullable TokensUsed usage(CapturedAnswer captured) {
    Long prompt = captured.inputTokens();
    Long completion = captured.outputTokens();
    return prompt == null || completion == null ? null : new TokensUsed(prompt, completion);
  }

  private static String firstOf(@Nullable String first, @Nullable String second) {
    if (first != null) {
      return first;
    }
    return second != null ? second : AnswersFile.DEFAULT_MODEL;
  }
}
