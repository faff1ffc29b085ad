package dev.understudy.bench.console;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.ExchangeDraft;
import dev.understudy.exchange.Table;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.sink.parquet.ExchangeRow;
import dev.understudy.sink.parquet.TableFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Made-up conversations of some 4 KB each, in a folder as gateways store them. */
final class StoredExchanges {
  private static final long SEED = 31;
  private static final int PER_MINUTE = 500;
  private static final int PROMPT_CHARS = 3000;
  private static final int ANSWER_CHARS = 900;
  private static final int WORDS = 4000;

  private final Random dice = new Random(SEED);

  /**
   * Writes that many, 500 each minute, which is a file, the newest at a moment.
   *
   * @param folder the store's
   */
  void write(Path folder, int count, Instant newest) throws IOException {
    for (int file = 0; file * PER_MINUTE < count; file++) {
      Instant begin = newest.minus(Duration.ofMinutes(file + 1L));
      try (TableFileWriter writer = MadeUpFile.begin(folder, Table.EXCHANGES, begin, file)) {
        for (int i = 0; i < PER_MINUTE; i++) {
          Exchange one = exchange(begin.plusMillis(i));
          writer.write(new ExchangeRow(one, WireReader.withoutTokenEstimates().read(one)));
        }
      }
    }
  }

  private Exchange exchange(Instant at) {
    return new ExchangeDraft(MadeUpFile.id(at, dice), MadeUpFile.id(at, dice), at)
        .takenBy("bench")
        .routed("default", "teacher", null)
        .by("shop", "user-" + dice.nextInt(WORDS), null)
        .to("teacher")
        .took(Duration.ofMillis(300), Duration.ofMillis(900))
        .saying(
            "{\"model\": \"gpt-4\", \"messages\": [{\"role\": \"user\", \"content\": \"%s\"}]}"
                .formatted(text(PROMPT_CHARS)),
            """
            {"model": "gpt-4", "choices": [{"index": 0, "finish_reason": "stop",
              "message": {"role": "assistant", "content": "%s"}}]}"""
                .formatted(text(ANSWER_CHARS)))
        .made();
  }

  private String text(int chars) {
    StringBuilder text = new StringBuilder(chars + 8);
    while (text.length() < chars) {
      text.append(Integer.toString(900_000 + dice.nextInt(WORDS), 36)).append(' ');
    }
    return text.toString();
  }
}
