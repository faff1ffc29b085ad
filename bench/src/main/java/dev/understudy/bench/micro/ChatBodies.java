package dev.understudy.bench.micro;

import dev.understudy.bench.traffic.Corpus;
import dev.understudy.bench.traffic.Template;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.stream.IntStream;

/** Bodies of chat completions, for what is asked of a request alone. */
final class ChatBodies {
  private static final int REQUESTS = 1_024;

  private ChatBodies() {}

  /** Some of so many bytes each, of different words. */
  static List<byte[]> of(int bytes) {
    Corpus corpus = new Corpus(8 << 20, 3);
    Template chat =
        Template.ofBytes(
            "{\"model\":\"gpt\",\"temperature\":0.2,\"max_tokens\":1024,\"messages\":["
                + "{\"role\":\"system\",\"content\":\"You are a careful assistant.\"},"
                + "{\"role\":\"user\",\"content\":\"~\"}]}",
            bytes);
    return IntStream.range(0, REQUESTS)
        .mapToObj(
            number -> {
              ByteBuf body = Unpooled.buffer(bytes);
              chat.append(body, number, corpus);
              return ByteBufUtil.getBytes(body);
            })
        .toList();
  }
}
