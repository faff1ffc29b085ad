package dev.understudy.trainer.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NearSettingsTest {
  @Test
  void hasDefaults() {
    assertThat(read("").orThrow())
        .isEqualTo(NearSettings.DEFAULT)
        .isEqualTo(new NearSettings(0.85, ShingleUnit.WORDS, 3, 128, 1));
  }

  @Test
  void readsEveryKey() {
    assertThat(
            read("""
                    threshold: 90%
                    shingles: characters
                    shingle_size: 5
                    permutations: 256
                    seed: 7
                    """)
                .orThrow())
        .isEqualTo(new NearSettings(0.9, ShingleUnit.CHARACTERS, 5, 256, 7));
  }

  @Test
  void tellsEveryProblem() {
    assertThat(
            read("""
                    threshold: 0.4
                    shingles: lines
                    shingle_size: 65
                    permutations: 100
                    seed: -1
                    bands: 3
                    """)
                .problems())
        .extracting(Object::toString)
        .containsExactly(
            "n.yaml:1:12: threshold must be within [0.5, 1], that is [50%, 100%], got '0.4'",
            "n.yaml:2:11: shingles must be words or characters, got 'lines'",
            "n.yaml:3:15: shingle_size must be a whole number within [1, 64], got '65'",
            "n.yaml:4:15: permutations must be a multiple of 32, got '100'",
            "n.yaml:5:7: seed must be a whole number within [0, 2147483647], got '-1'",
            "n.yaml:6:1: unknown key 'bands'; known: threshold, shingles, shingle_size,"
                + " permutations, seed");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new NearSettings(Double.NaN, ShingleUnit.WORDS, 3, 128, 1))
        .hasMessage("threshold must be within [0.5, 1], got NaN");
    assertThatThrownBy(() -> new NearSettings(0.9, ShingleUnit.WORDS, 0, 128, 1))
        .hasMessage("shingle size must be within [1, 64], got 0");
    assertThatThrownBy(() -> new NearSettings(0.9, ShingleUnit.WORDS, 3, 1_056, 1))
        .hasMessage("permutations must be a multiple of 32 within [32, 1024], got 1056");
  }

  private static Parsed<NearSettings> read(String yaml) {
    return Yaml.read("n.yaml", yaml.getBytes(StandardCharsets.UTF_8), NearSettings::read);
  }
}
