package dev.understudy.bench.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
  private static final String TWO_ANSWERS =
      "HTTP/1.1 100 Continue\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
          + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
          + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\ntrailer: t\r\n\r\n";
  private static final List<String> HEARD =
      List.of("HTTP/1.1 200 OK", "hello", "end", "HTTP/1.1 200 OK", "abc0123456789", "end, closes");

  @Test
  void findsTheSameMessagesWhereverTheBytesAreCut() {
    for (int cut = 0; cut <= TWO_ANSWERS.length(); cut++) {
      assertThat(read(TWO_ANSWERS.substring(0, cut), TWO_ANSWERS.substring(cut)))
          .as("cut at %d", cut)
          .isEqualTo(HEARD);
    }
  }

  @Test
  void findsTheSameMessagesByteByByte() {
    assertThat(read(TWO_ANSWERS.split("(?!^)"))).isEqualTo(HEARD);
  }

  @Test
  void aRequestWithoutLengthHasNoBody() {
    assertThat(read("GET /health HTTP/1.1\r\nhost: x\r\n\r\n"))
        .containsExactly("GET /health HTTP/1.1", "end");
  }

  @Test
  void anAnswerWithoutLengthIsRefused() {
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n\r\n"))
        .hasMessage("an answer without a length: HTTP/1.1 200 OK");
  }

  private static List<String> read(String... pieces) {
    List<String> heard = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    MessageReader reader =
        new MessageReader(
            new MessageReader.Listener() {
              @Override
              public void onHead(String startLine) {
                heard.add(startLine);
              }

              @Override
              public void onBody(ByteBuf in, int index, int length) {
                body.append(in.toString(index, length, StandardCharsets.US_ASCII));
              }

              @Override
              public void onEnd(boolean connectionCloses) {
                if (!body.isEmpty()) {
                  heard.add(body.toString());
                  body.setLength(0);
                }
                heard.add(connectionCloses ? "end, closes" : "end");
              }
            });
    for (String piece : pieces) {
      reader.read(Unpooled.copiedBuffer(piece, StandardCharsets.US_ASCII));
    }
    return heard;
  }
}
