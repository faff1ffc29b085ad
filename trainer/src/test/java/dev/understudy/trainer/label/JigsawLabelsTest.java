package dev.understudy.trainer.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.diff.label.LabelSettings;
import dev.understudy.trainer.JigsawData;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JigsawLabelsTest {
  private static final Pattern WRITTEN = Pattern.compile("is_bad['\"]\\s*:\\s*([01])\\b");

  @Test
  void everyAnswerOfTheTeachersHasTheLabelItSays() {
    JigsawData data = JigsawData.orSkip();
    LabelReader reader =
        LabelReader.of(new LabelSettings(new LabelSettings.Json("/is_bad"), List.of("0", "1")));
    int read = 0;

    for (String model : List.of("gpt-4", "gpt-3.5")) {
      for (JsonNode call : data.teacher(model)) {
        String answer = call.path("answer").asText();
        Matcher written = WRITTEN.matcher(answer);
        assertThat(written.find()).isTrue();
        assertThat(reader.read(answer)).hasValue(written.group(1));
        read++;
      }
    }

    assertThat(read).isEqualTo(12_160);
  }
}
