package dev.understudy.trainer.mining;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Match;
import dev.understudy.exchange.prompt.template.Templates;
import dev.understudy.trainer.JigsawData;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JigsawTemplatesTest {
  @Test
  void bothPromptsOfTheMixedTeachersAreFoundAndInputsAreTheComments() {
    JigsawData data = JigsawData.orSkip();
    List<String> prompts = new ArrayList<>();
    for (String model : List.of("gpt-4", "gpt-3.5")) {
      for (JsonNode call : data.teacher(model)) {
        prompts.add(call.path("messages").toString());
      }
    }

    Templates templates = TemplateMiner.mine(prompts, 50);

    String simple = data.text("simple_prompt.txt");
    String cot = data.text("cot_prompt.txt");
    assertThat(templates.all())
        .extracting(each -> String.join("%s", each.shapes().get(0).text().constants()))
        .containsExactly(cot, simple);
    for (String prompt : prompts) {
      Match match = templates.match(prompt).orElseThrow();
      assertThat(Turn.write(match.unpruned())).isEqualTo(prompt);
      assertThat(match.slots()).hasSize(1);
    }
    assertThat(new TreeSet<>(templates.all().stream().map(each -> each.rows()).toList()))
        .containsExactly(220, 8318);
  }
}
