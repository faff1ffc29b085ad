package dev.understudy.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConversationTextTest {
  @Test
  void aSingleMessageOfTheUserIsItsText() {
    assertThat(ConversationText.of("[{\"role\":\"user\",\"content\":\"Hi\\nthere\"}]"))
        .isEqualTo("Hi\nthere");
  }

  @Test
  void severalMessagesAreRolesAndTexts() {
    String messages =
        """
        [{"role":"system","content":"Be kind."},
         {"role":"user","content":[{"type":"text","text":"Look"},{"type":"image_url"}]}]
        """;

    assertThat(ConversationText.of(messages)).isEqualTo("system: Be kind.\n\nuser: Look\n[image]");
  }

  @Test
  void brokenJsonHasNoText() {
    assertThat(ConversationText.of("[{\"role\":\"user\",\"content\":\"cut o")).isNull();
    assertThat(ConversationText.of("")).isNull();
  }
}
