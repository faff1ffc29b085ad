package dev.understudy.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static final int PAGE = 1 << 20;

  @Test
  void requestsCompressAsChatDoes() {
    for (int size : new int[] {1_024, 16_384}) {
      Corpus corpus = new Corpus(8 << 20, 1);
      ChatRequest request = new ChatRequest(Ask.answer(1_024), size, "x", Map.of());
      ByteBuf page = Unpooled.buffer(PAGE);
      for (long number = 0; page.readableBytes() < PAGE - 2 * size; number++) {
        String text = text(request, corpus, number);
        page.writeCharSequence(text.substring(text.length() - size), StandardCharsets.US_ASCII);
      }
      byte[] bytes = new byte[page.readableBytes()];
      page.readBytes(bytes);

      double ratio = (double) bytes.length / Zstd.compress(bytes, 3).length;

      assertThat(ratio).as("%d bytes each", size).isBetween(3.0, 4.0);
    }
  }

  @Test
  void requestsHaveTheSizeAskedForAndDifferFromOneAnother() {
    Corpus corpus = new Corpus(1 << 20, 1);
    ChatRequest request = new ChatRequest(Ask.answer(1_024), 1_024, "x", Map.of());

    String first = text(request, corpus, 1);
    String second = text(request, corpus, 2);

    assertThat(first.substring(first.indexOf("\r\n\r\n") + 4)).hasSize(1_024).endsWith("\"}]}");
    assertThat(first).isNotEqualTo(second).contains("\"user-0000000000000001\"");
  }

  @Test
  void theTeacherReadsWhatTheRequestAsks() {
    for (Ask ask : new Ask[] {Ask.answer(4_096), Ask.stream(100, 250)}) {
      String text = text(new ChatRequest(ask, 1_024, "x", Map.of()), new Corpus(1 << 16, 1), 1);
      byte[] body =
          text.substring(text.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.US_ASCII);

      assertThat(Ask.in(body, Ask.PREFIX)).isEqualTo(ask);
    }
  }

  @Test
  void aModelThatIsNotOursIsRefused() {
    byte[] body = "{\"model\":\"gpt-4o\"}".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> Ask.in(body, body.length))
        .hasMessage(
            "expected a bench model's name within the first 96 bytes, got {\"model\":\"gpt-4o\"}");
  }

  private static String text(ChatRequest request, Corpus corpus, long number) {
    ByteBuf out = Unpooled.buffer(request.bytes());
    request.append(out, number, corpus);
    return out.toString(StandardCharsets.US_ASCII);
  }
}
