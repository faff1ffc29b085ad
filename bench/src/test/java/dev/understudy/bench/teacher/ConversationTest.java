package dev.understudy.bench.teacher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.bench.traffic.Ask;
import dev.understudy.bench.traffic.ChatRequest;
import dev.understudy.bench.traffic.Corpus;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
  private final Corpus corpus = new Corpus(1 << 16, 1);
  private final AtomicLong asked = new AtomicLong();

  @Test
  void aPromptStubAnswersAtOnce() {
    EmbeddedChannel connection = connect(Delay.NONE);

    ask(connection);

    assertThat(said(connection)).startsWith("HTTP/1.1 200 OK").endsWith("}");
  }

  @Test
  void aSlowStubAnswersAfterItsDelayAndNotBefore() {
    EmbeddedChannel connection = connect(new Delay(Duration.ofMillis(500)));
    connection.freezeTime();

    ask(connection);
    connection.advanceTimeBy(499, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
    String early = said(connection);
    connection.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();

    assertThat(early).isEmpty();
    assertThat(said(connection)).startsWith("HTTP/1.1 200 OK").endsWith("}");
  }

  @Test
  void aSilentStubTakesCallsAndSaysHowManyItGot() {
    EmbeddedChannel connection = connect(Delay.FOREVER);

    ask(connection);
    ask(connection);
    String answers = said(connection);
    connection.writeInbound(
        Unpooled.copiedBuffer("GET / HTTP/1.1\r\n\r\n", StandardCharsets.US_ASCII));

    assertThat(answers).isEmpty();
    assertThat(said(connection)).endsWith("\r\n\r\n2\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "500", "never"})
  void aDelayIsReadAsItIsWritten(String word) {
    assertThat(Delay.of(word).word()).isEqualTo(word);
  }

  private EmbeddedChannel connect(Delay delay) {
    return new EmbeddedChannel(new Conversation(new Answers(corpus), delay, asked));
  }

  private void ask(EmbeddedChannel connection) {
    ChatRequest request = new ChatRequest(Ask.answer(1_024), 512, "stub", Map.of());
    ByteBuf bytes = Unpooled.buffer(request.bytes());
    request.append(bytes, 1, corpus);
    connection.writeInbound(bytes);
  }

  private static String said(EmbeddedChannel connection) {
    StringBuilder all = new StringBuilder();
    for (ByteBuf bytes = connection.readOutbound();
        bytes != null;
        bytes = connection.readOutbound()) {
      all.append(bytes.toString(StandardCharsets.US_ASCII));
      bytes.release();
    }
    return all.toString();
  }
}
