package dev.understudy.exchange.wire.coding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void acceptsTextOfEveryKind() {
    assertThat(Utf8.isValid(new byte[0])).isTrue();
    assertThat(Utf8.isValid("plain text, longer than eight bytes".getBytes(UTF_8))).isTrue();
    assertThat(Utf8.isValid("é ü 日本語 \uD83D\uDE00 \u0000 \uFFFF".getBytes(UTF_8))).isTrue();
  }

  @Test
  void refusesTextCutWithinACharacter() {
    byte[] text = "0123456789 \uD83D\uDE00".getBytes(UTF_8);

    for (int cut = 1; cut <= 3; cut++) {
      assertThat(Utf8.isValid(Arrays.copyOf(text, text.length - cut))).isFalse();
    }
  }

  @Test
  void refusesOverlongFormsSurrogatesAndWhatIsBeyondUnicode() {
    int[][] wrong = {
      {0x80},
      {0xC0, 0x80},
      {0xC1, 0xBF},
      {0xE0, 0x9F, 0xBF},
      {0xED, 0xA0, 0x80},
      {0xF0, 0x8F, 0xBF, 0xBF},
      {0xF4, 0x90, 0x80, 0x80},
      {0xF5, 0x80, 0x80, 0x80},
      {0xFF}
    };
    for (int[] bytes : wrong) {
      assertThat(Utf8.isValid(bytes(bytes))).as(Arrays.toString(bytes)).isFalse();
    }
  }

  @Test
  void agreesWithTheJdkOnAnyBytes() {
    Random random = new Random(7);
    int valid = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(24)];
      for (int at = 0; at < bytes.length; ) {
        byte[] next =
            random.nextInt(40) == 0
                ? new byte[] {(byte) random.nextInt(256)}
                : Character.toString(random.nextInt(3) == 0 ? random.nextInt(0xD800) : 'a')
                    .getBytes(UTF_8);
        int size = Math.min(next.length, bytes.length - at);
        System.arraycopy(next, 0, bytes, at, size);
        at += size;
      }
      assertThat(Utf8.isValid(bytes)).as("%s", Arrays.toString(bytes)).isEqualTo(jdkAccepts(bytes));
      valid += jdkAccepts(bytes) ? 1 : 0;
    }
    assertThat(valid).isBetween(10_000, 45_000);
  }

  private static boolean jdkAccepts(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException invalid) {
      return false;
    }
  }

  private static byte[] bytes(int[] values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
