package dev.understudy.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  @Test
  void hasDefaults() {
    assertThat(read("").orThrow()).isEqualTo(new ClusterSettings(50, 20_000, 1));
  }

  @Test
  void readsEveryKey() {
    assertThat(read("{clusters: 8, sample: 500, seed: 3}").orThrow())
        .isEqualTo(new ClusterSettings(8, 500, 3));
  }

  @Test
  void tellsEveryProblem() {
    assertThat(read("{clusters: 0, sample: many, seed: -1, cluster: 3}").problems())
        .extracting(Object::toString)
        .containsExactly(
            "c.yaml:1:12: clusters must be a whole number within [1, 1000], got '0'",
            "c.yaml:1:23: sample must be a whole number within [1, 1000000], got 'many'",
            "c.yaml:1:35: seed must be a whole number within [0, 2147483647], got '-1'",
            "c.yaml:1:39: unknown key 'cluster', did you mean 'clusters'?");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> new ClusterSettings(1_001, 1, 0))
        .hasMessage("clusters must be within [1, 1000], got 1001");
    assertThatThrownBy(() -> new ClusterSettings(1, 0, 0))
        .hasMessage("sample must be within [1, 1000000], got 0");
    assertThatThrownBy(() -> new ClusterSettings(1, 1, -1))
        .hasMessage("seed must be within [0, 2147483647], got -1");
  }

  private static Parsed<ClusterSettings> read(String yaml) {
    return Yaml.read("c.yaml", yaml.getBytes(StandardCharsets.UTF_8), ClusterSettings::read);
  }
}
