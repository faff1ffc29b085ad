package dev.understudy.diff.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelPlacesTest {
  @Test
  void wholeAnswersAreTakenWhereTheyAreTheLabels() {
    assertThat(LabelPlaces.in(Map.of("yes", "Yes.", "no", "no")))
        .contains(new LabelSettings.Text());
  }

  @Test
  void valueOfJsonIsFoundByItsPointer() {
    assertThat(
            LabelPlaces.in(
                Map.of(
                    "0", "```json\n{\"why\": 7, \"out\": {\"a/b\": 0}}\n```",
                    "1", "{\"out\": {\"a/b\": 1}, \"why\": 0}")))
        .contains(new LabelSettings.Json("/out/a~1b"));
  }

  @Test
  void nothingIsFoundWhereLabelsStandNowhere() {
    assertThat(LabelPlaces.in(Map.of("rude", "{\"is_bad\": 1}", "fine", "{\"is_bad\": 0}")))
        .isEmpty();
  }
}
