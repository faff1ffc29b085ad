package dev.understudy.exchange.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationKeysTest {
  private static final Turn SYSTEM = Turn.of("system", "Be kind.");
  private static final Turn ASKED = Turn.of("user", "Weather?");
  private static final Turn CALLED =
      PromptReader.answer(null, call("c1", "{\\\"city\\\": \\\"Oslo\\\"}"));
  private static final Turn RESULT = new Turn("tool", "-3", "{\"tool_call_id\":\"c1\"}");
  private static final Turn TOLD = Turn.of("assistant", "Cold.\n");

  @Test
  void anExchangeIsFoundByTheOnesThatContinueIt() {
    ConversationKeys first = ConversationKeys.of(List.of(SYSTEM, ASKED), CALLED);
    ConversationKeys second = ConversationKeys.of(List.of(SYSTEM, ASKED, CALLED, RESULT), TOLD);
    ConversationKeys third =
        ConversationKeys.of(
            List.of(
                SYSTEM, ASKED, CALLED, RESULT, Turn.of("assistant", "Cold."), Turn.of("user", "?")),
            TOLD);

    assertThat(first.before()).isEmpty();
    assertThat(second.before()).containsExactly(first.after());
    assertThat(third.before()).containsExactly(first.after(), second.after());
  }

  @Test
  void identifiersOfCallsAndSpacesInArgumentsAreNoPartOfTheState() {
    Turn again = PromptReader.answer("", call("other", "{\\\"city\\\":\\\"Oslo\\\"}"));

    assertThat(ConversationKeys.of(List.of(ASKED), again).after())
        .isEqualTo(ConversationKeys.of(List.of(ASKED), CALLED).after());
  }

  @Test
  void anotherWordIsAnotherState() {
    String key = ConversationKeys.of(List.of(SYSTEM, ASKED), TOLD).after();

    assertThat(key).matches("[0-9a-f]{32}");
    assertThat(ConversationKeys.of(List.of(ASKED), TOLD).after()).isNotEqualTo(key);
    assertThat(ConversationKeys.of(List.of(SYSTEM, ASKED), Turn.of("assistant", "Warm.")).after())
        .isNotEqualTo(key);
    assertThat(ConversationKeys.of(List.of(SYSTEM, Turn.of("user", "Weather?Cold.")), TOLD).after())
        .isNotEqualTo(key);
  }

  private static String call(String id, String arguments) {
    return "[{\"id\":\"%s\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}]"
        .formatted(id, arguments);
  }
}
