package dev.understudy.exchange.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.wire.coding.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the bytes, reading them neither throws nor takes long. */
class AnyBytesTest {
  private static final String[] PATHS = {
    Call.CHAT, Call.RESPONSES, Call.MESSAGES, "/v1/completions", "/v1/embeddings", "/unknown"
  };

  private static final String[] SEEDS = {
    """
    {"model":"gpt-4o","temperature":0.5,"stream":true,"max_tokens":10,"metadata":{"user_id":"u"},
     "system":"s","instructions":"i","prompt":["p","q"],"input":[{"type":"message","role":"user",
     "content":[{"type":"input_text","text":"x"},{"type":"input_image","image_url":"data:"}]},
     {"type":"function_call","name":"f","arguments":"{}"},{"type":"function_call_output","output":"o"}],
     "messages":[{"role":"user","content":"hé"},{"role":"assistant","content":null,"tool_calls":
     [{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]},
     {"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"t"}]}]}""",
    """
    {"object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant",
     "content":"\\u00e9 \\ud83d\\ude00","refusal":null,"tool_calls":[{"id":"c","type":"function",
     "function":{"name":"f","arguments":"{}"}}]},"logprobs":{"content":[{"token":"a","logprob":-1}]},
     "finish_reason":"stop"},{"index":1,"message":{"content":"b"}}],"usage":{"prompt_tokens":1,
     "completion_tokens":2,"prompt_tokens_details":{"cached_tokens":0}},"error":{"type":"t","code":null}}""",
    """
    {"object":"response","status":"completed","model":"m","output":[{"type":"message","content":[
     {"type":"output_text","text":"a","logprobs":[{"token":"a"}]}]},{"type":"function_call",
     "call_id":"c","name":"f","arguments":"{}"}],"usage":{"input_tokens":1,"output_tokens":2}}""",
    """
    {"type":"message","model":"m","content":[{"type":"text","text":"a"},{"type":"tool_use","id":"i",
     "name":"n","input":{"a":[1,2.50,true,null,"x"]}}],"stop_reason":"end_turn","usage":{"input_tokens":1}}""",
    """
    event: response.output_text.delta
    data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"a"}

    event: response.function_call_arguments.delta
    data: {"type":"response.function_call_arguments.delta","output_index":1,"delta":"{"}

    event: content_block_start
    data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"i","input":{}}}

    event: content_block_delta
    data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{"}}

    data: {"choices":[{"index":0,"delta":{"content":"x","tool_calls":[{"index":0,"id":"a",
    data: "function":{"name":"f","arguments":"{"}}]}}]}

    data: [DONE]

    """
  };

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void neverThrows() throws IOException {
    WireReader reader = WireReader.withoutTokenEstimates();
    for (long seed = 0; seed < 8_000; seed++) {
      Random random = new Random(seed);
      byte[] request = bytes(random);
      byte[] response = bytes(random);
      boolean zipped = random.nextInt(10) == 0;
      Call call =
          Call.to(PATHS[random.nextInt(PATHS.length)])
              .asking(Body.of(request))
              .answered(Body.of(zipped ? damaged(gzip(response), random) : response))
              .responseHeader("Content-Encoding", zipped ? "gzip" : "identity");

      assertThatCode(
              () -> {
                // Unguarded, so that a mistake of ours shows.
                Reading reading = reader.readUnguarded(call.exchange());
                assertThat(reading.requestText().bytes()).isSameAs(request);
                assertThat(reading.requestText().isUtf8()).isEqualTo(Utf8.isValid(request));
              })
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void endsSoonOnNestingAndRepetition() {
    String[] hostile = {
      "[".repeat(10_000),
      "{\"messages\":" + "[".repeat(10_000),
      "{\"messages\":" + "[{\"content\":".repeat(10_000),
      "{\"choices\":" + "[{\"message\":".repeat(10_000),
      "{\"a\":".repeat(10_000),
      "{\"choices\":[" + "{},".repeat(10_000) + "{}]}",
      "{\"output\":[" + "{\"type\":\"message\",\"content\":[]},".repeat(10_000) + "{}]}",
      "{\"content\":[" + "{\"type\":\"tool_use\"},".repeat(10_000) + "{}]}",
      "{\"messages\":[" + "{\"content\":[{\"text\":\"a\"}]},".repeat(10_000) + "{}]}",
      "{\"messages\":[{\"content\":[" + "{\"content\":\"a\"},".repeat(10_000) + "{}]}]}",
      "data:\n".repeat(10_000),
      "data: {\n\n".repeat(10_000),
      "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"id\":\"a\"}]}}]}\n\n".repeat(10_000),
      "{\"messages\":[{\"tool_calls\":[" + "{\"function\":{}},".repeat(10_000) + "{}]}]}",
      "{\"model\":" + "9".repeat(2_000_000) + "}",
      "{\"max_tokens\":" + "9".repeat(900) + "}"
    };
    WireReader reader = WireReader.withoutTokenEstimates();

    for (String body : hostile) {
      for (String path : PATHS) {
        Reading reading =
            reader.readUnguarded(Call.to(path).asking(body).answered(body).exchange());

        assertThat(reading.requestText().bytes()).hasSize(body.length());
      }
    }
  }

  @Test
  void keepsABodyThatWouldDecodeToTooMuch() throws IOException {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bomb)) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i <= WireReader.MAX_DECODED_BYTES >> 20; i++) {
        out.write(block);
      }
    }
    byte[] encoded = bomb.toByteArray();

    Reading reading =
        Call.to(Call.CHAT)
            .answered(Body.of(encoded))
            .responseHeader("content-encoding", "gzip")
            .read();

    assertThat(reading.responseText().bytes()).isSameAs(encoded);
    assertThat(reading.responseText().isUtf8()).isFalse();
    assertThat(reading.answer()).isNull();
  }

  private static byte[] bytes(Random random) {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    return damaged(SEEDS[random.nextInt(SEEDS.length)].getBytes(UTF_8), random);
  }

  /** Bytes changed, cut out, doubled, or the end cut off. */
  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    byte[] telling = "{}[]\",:\\\n\r0e-.tnu\u007F".getBytes(UTF_8);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      int size = Math.min(bytes.length - at, random.nextInt(20));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = telling[random.nextInt(telling.length)];
        case 2 -> System.arraycopy(bytes, 0, bytes, at, size);
        case 3 -> Arrays.fill(bytes, at, at + size, telling[random.nextInt(telling.length)]);
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, at));
      }
    }
    return bytes;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(encoded)) {
      out.write(bytes);
    }
    return encoded.toByteArray();
  }
}
