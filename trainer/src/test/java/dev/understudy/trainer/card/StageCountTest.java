package dev.understudy.trainer.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StageCountTest {

  @Test
  void rowsThatAreNotAccountedForAreRefused() {
    assertThatThrownBy(() -> StageCount.of("filters", 10, 7, Map.of("refusal", 2L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stage filters: 10 rows came in, 9 are accounted for");
  }

  @Test
  void rowsBeyondThoseThatCameInWereMadeHere() {
    assertThat(StageCount.of("synthesis", 10, 13, Map.of("too_long", 2L)).addedRows()).isEqualTo(5);
  }
}
