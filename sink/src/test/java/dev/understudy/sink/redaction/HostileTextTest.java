package dev.understudy.sink.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Entry;
import dev.understudy.sink.SampleEntries;
import dev.understudy.sink.SampleExchanges;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts made to cost much. Quadratic work on half a mebibyte takes minutes; linear work none. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileTextTest {
  private static final int SIZE = 1 << 19;
  private static final Redactor ALL = Redactor.of(RedactionPolicy.usual());

  @Test
  void takesLinearTimeWhateverTheText() {
    List<String> pieces =
        List.of(
            "a@",
            "a@a.",
            "a.a@",
            "@",
            "1",
            "1 ",
            "12-",
            "1.",
            "+1",
            "+1 ",
            "(1) ",
            "4111 ",
            "4 1 1 1 ",
            "415 555 ",
            "0",
            "-",
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN ",
            "eyJ",
            "eyJ.",
            "eyJhbGciOiJub25lIn0.",
            "sk-",
            "sk-1",
            "AKIA",
            "://a:",
            "://a:b@",
            ":",
            "a:",
            "f::",
            "1:1:",
            "key=",
            "1key=",
            "password:1",
            "Bearer ",
            "Bearer a1",
            "\\",
            "\\u0040",
            "\\\\u",
            "%40",
            "&#64;",
            "<EMAIL_1",
            "<EMAIL_1>",
            "<",
            "GB82",
            "GB82 ",
            "AB12 ",
            "1.2.3.4",
            "1.2.3.4.",
            "\uFF10",
            "\u200B",
            "a\u0301@",
            "漢@",
            "\"",
            "\"@",
            "{\"a\":",
            "[",
            "data: ",
            "data: 1\n\n",
            "data: {\"a\":\"1\"}\n\n",
            "\"a\\\"");
    for (String piece : pieces) {
      String text = piece.repeat(SIZE / piece.length());

      // The measure is the time limit of the test; the answer may be a refusal.
      assertThatCode(() -> searched(text))
          .as(piece)
          .satisfiesAnyOf(
              thrown -> assertThat(thrown).isNull(),
              thrown -> assertThat(thrown).isInstanceOf(UnredactableEntry.class));
    }
  }

  @Test
  void ownPatternsTakeLinearTimeToo() {
    Redactor redactor =
        Redactor.of(
            new RedactionPolicy(Set.of(), Map.of("EVIL", "(x+x+)+y"), List.of(), List.of(), null));
    String text = "x".repeat(1 << 16);

    assertThat(redactor.text(text).text()).isEqualTo(text);
  }

  @Test
  void anyBytesAreRedactedOrRefused() {
    SampleEntries entries = new SampleEntries(7);
    for (int i = 0; i < 500; i++) {
      Entry entry = entries.any();
      try {
        Entry redacted = ALL.redact(entry);
        assertThat(ALL.redact(redacted)).as("entry %d", i).isEqualTo(redacted);
      } catch (UnredactableEntry binary) {
        assertThat(binary).as("entry %d", i).hasMessageContaining("body is not UTF-8 text");
      }
    }
  }

  @Test
  void mangledJsonIsRedactedOrRefused() {
    String json =
        "{\"a\":[\"bob@example.com\",4111111111111111,{\"b\":\"{\\\"c\\\":\\\"x@example.com\\\"}\"}]}";
    for (long seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      StringBuilder mangled = new StringBuilder(json);
      for (int i = random.nextInt(3); i >= 0; i--) {
        int at = random.nextInt(mangled.length());
        if (random.nextBoolean()) {
          mangled.deleteCharAt(at);
        } else {
          mangled.insert(at, "{}[]\",:\\u".charAt(random.nextInt(9)));
        }
      }
      String text = mangled.toString();

      String redacted = ALL.text(text).text();

      assertThat(ALL.text(redacted).text()).as("seed %d", seed).isEqualTo(redacted);
      if (text.contains("bob@example.com")) {
        assertThat(redacted).as("seed %d", seed).doesNotContain("bob@example.com");
      }
    }
  }

  private static void searched(String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"");
    byte[] quoted = ("{\"a\":\"" + escaped + "\"}").getBytes(StandardCharsets.UTF_8);
    ALL.redact(
        SampleExchanges.of(new UUID(1, 2), SampleExchanges.NOON, Body.of(quoted), Body.of(plain)));
  }
}
