package dev.understudy.sink.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PseudonymKeyTest {
  private static final PseudonymKey KEY = key("0123456789abcdef");

  @Test
  void theSameUserHasTheSamePseudonym() {
    assertThat(KEY.pseudonym("bob")).isEqualTo(key("0123456789abcdef").pseudonym("bob"));
    assertThat(KEY.pseudonym("bob")).matches("u_[a-z2-7]{32}");
  }

  @Test
  void pseudonymsStayTheSameFromVersionToVersion() {
    assertThat(KEY.pseudonym("bob")).isEqualTo("u_xc6kjcrcrtct33klnvi3b6morydui4rw");
  }

  @Test
  void anotherUserOrKeyMakesAnotherPseudonym() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(KEY.pseudonym("user-" + i));
    }
    all.add(KEY.pseudonym(""));
    all.add(key("0123456789abcdeg").pseudonym("user-1"));

    assertThat(all).hasSize(1_002);
  }

  @Test
  void aPseudonymIsItsOwn() {
    String pseudonym = KEY.pseudonym("bob");

    assertThat(KEY.pseudonym(pseudonym)).isEqualTo(pseudonym);
  }

  @Test
  void whatOnlyLooksLikeAPseudonymIsAUserLikeAnyOther() {
    String forged = "u_" + "a".repeat(32);
    String ofAnotherKey = key("0123456789abcdeg").pseudonym("bob");

    assertThat(KEY.pseudonym(forged)).isNotEqualTo(forged);
    assertThat(KEY.pseudonym(ofAnotherKey)).isNotEqualTo(ofAnotherKey);
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> key("0123456789abcde"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a pseudonym key must have at least 16 bytes, got 15: make one with a random"
                + " generator");
  }

  @Test
  void theKeyIsNeverPrinted() {
    assertThat(KEY).hasToString("***");
    assertThat(new RedactionPolicy(Set.of(), Map.of(), List.of(), List.of(), KEY).toString())
        .contains("pseudonyms=***");
  }

  private static PseudonymKey key(String text) {
    return PseudonymKey.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
