package dev.understudy.exchange.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Body;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamedAnswerTest {
  @Test
  void readsTheSameWhetherStreamedOrWhole() {
    int withSeveralChoices = 0;
    int withCalls = 0;
    int withLogprobs = 0;
    for (long seed = 0; seed < 1000; seed++) {
      Random random = new Random(seed);
      AnswerSketch sketch = new AnswerSketch(random, false);

      Answer whole = Call.to(Call.CHAT).answered(sketch.whole()).read().answer();
      Answer streamed = Call.to(Call.CHAT).answered(sketch.stream(random)).read().answer();

      assertThat(whole).as("seed %d", seed).isNotNull();
      assertThat(streamed).as("seed %d", seed).isEqualTo(whole);
      withSeveralChoices += whole.choices() != null ? 1 : 0;
      withCalls += whole.toolCalls() != null ? 1 : 0;
      withLogprobs += whole.logprobs() != null ? 1 : 0;
    }
    assertThat(withSeveralChoices).isGreaterThan(150);
    assertThat(withCalls).isGreaterThan(150);
    assertThat(withLogprobs).isGreaterThan(150);
  }

  @Test
  void readsLegacyCompletionsTheSameWhetherStreamedOrWhole() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      AnswerSketch sketch = new AnswerSketch(random, true);

      Answer whole = Call.to("/v1/completions").answered(sketch.whole()).read().answer();
      Answer streamed = Call.to("/v1/completions").answered(sketch.stream(random)).read().answer();

      assertThat(whole).as("seed %d", seed).isNotNull();
      assertThat(streamed).as("seed %d", seed).isEqualTo(whole);
    }
  }

  @Test
  void readsTheSameHoweverTheBytesLieInPieces() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      byte[] stream = new AnswerSketch(random, false).stream(random).getBytes(UTF_8);
      Reading expected = Call.to(Call.CHAT).answered(Body.of(stream)).read();

      Reading pieces = Call.to(Call.CHAT).answered(cut(stream, random)).read();

      assertThat(pieces.answer()).as("seed %d", seed).isEqualTo(expected.answer());
      assertThat(pieces.responseText().bytes()).isEqualTo(stream);
    }
  }

  private static Body cut(byte[] bytes, Random random) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int size = Math.min(bytes.length - at, 1 + random.nextInt(50));
      ByteBuffer piece =
          random.nextBoolean() ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
      pieces.add(piece.put(bytes, at, size).flip());
      at += size;
    }
    return new Body(pieces, bytes.length, false, null);
  }
}
