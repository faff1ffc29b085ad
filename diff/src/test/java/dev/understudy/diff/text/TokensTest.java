package dev.understudy.diff.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class TokensTest {
  @Test
  void numbersKeepTheirSignsAndInnerPoints() {
    assertThat(Tokens.of("Costs -3.5, not 1,200.00. A-1 + b; x--7 $5 a.b").words())
        .containsExactly(
            "costs", "-3.5", "not", "1,200.00", "a", "-1", "+", "b", "x", "-7", "$", "5", "a", "b");
  }

  @RepeatedTest(100)
  void textsOfAsciiAreTakenApartAsAllOthers(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(80); i > 0; i--) {
      boolean usual = random.nextBoolean();
      text.append(usual ? "aB 1.,-7$".charAt(random.nextInt(9)) : (char) random.nextInt(0x80));
    }

    List<String> ascii = Tokens.of(text.toString()).words();
    List<String> withAnother = Tokens.of(text + " \u00e9").words();

    assertThat(withAnother.subList(0, withAnother.size() - 1)).isEqualTo(ascii);
  }
}
