package dev.understudy.rules.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.rules.request.ModelMember.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelMemberTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "{\"model\":\"gpt-4\",\"n\":1.50}|{\"model\":\"s-7\",\"n\":1.50}",
        "{ \"n\" : 1 , \"model\" : \"gpt-4\" }|{ \"n\" : 1 , \"model\" : \"s-7\" }",
        "{\"x\":{\"model\":\"a\"},\"model\":\"b\"}|{\"x\":{\"model\":\"a\"},\"model\":\"s-7\"}",
        "{\"model\":\"a\",\"é😀\":\"ü\",\"model\":\"b\"}|"
            + "{\"model\":\"s-7\",\"é😀\":\"ü\",\"model\":\"s-7\"}",
        "{\"mod\\u0065l\":\"a\\\"}b\"}|{\"mod\\u0065l\":\"s-7\"}",
        "{\"u\":\"😀é\",\"model\":\"é😀\",\"z\":\"\\u00e9\"}|"
            + "{\"u\":\"😀é\",\"model\":\"s-7\",\"z\":\"\\u00e9\"}",
        "{\"model\":null}|{\"model\":\"s-7\"}",
        "{\"model\":[1,{\"a\":2}],\"b\":3}|{\"model\":\"s-7\",\"b\":3}",
        "{\"model\": 12.5e3 ,\"b\":3}|{\"model\": \"s-7\" ,\"b\":3}",
        "{}|{\"model\":\"s-7\"}",
        " { \"a\":1}|{\"model\":\"s-7\", \"a\":1}",
      })
  void anotherNameIsPutInItsPlaceAndNothingElseChanges(String before, String after) {
    byte[] replaced = ModelMember.replaced(before.getBytes(UTF_8), "s-7");

    String lead = before.startsWith(" ") ? " " : "";
    assertThat(new String(replaced, UTF_8)).isEqualTo(lead + after);
  }

  @Test
  void aByteOrderMarkStays() {
    byte[] replaced = ModelMember.replaced("\uFEFF{\"model\":\"a\"}\n".getBytes(UTF_8), "b");
    byte[] added = ModelMember.replaced("\uFEFF{\"n\":1}".getBytes(UTF_8), "b");

    assertThat(new String(replaced, UTF_8)).isEqualTo("\uFEFF{\"model\":\"b\"}\n");
    assertThat(new String(added, UTF_8)).isEqualTo("\uFEFF{\"model\":\"b\",\"n\":1}");
  }

  @Test
  void theNewNameIsWrittenAsJson() {
    byte[] replaced = ModelMember.replaced("{\"model\":1}".getBytes(UTF_8), "a\"\\\né😀");

    assertThat(new String(replaced, UTF_8)).isEqualTo("{\"model\":\"a\\\"\\\\\\né😀\"}");
  }

  @Test
  void whereTheValuesStandIsToldInBytes() {
    byte[] json = "{\"é\":1,\"model\":\"ab\",\"model\":null}".getBytes(UTF_8);

    assertThat(ModelMember.spans(json)).containsExactly(new Span(16, 20), new Span(29, 33));
  }

  @Test
  void whatIsNotAJsonObjectIsRefused() {
    assertThatThrownBy(() -> ModelMember.replaced("[]".getBytes(UTF_8), "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the body is not one JSON object");
  }
}
