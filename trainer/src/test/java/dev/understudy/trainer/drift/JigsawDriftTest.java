package dev.understudy.trainer.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.DriftSettings;
import dev.understudy.diff.drift.DriftWatch;
import dev.understudy.diff.drift.InputFacts;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.diff.drift.RequestKeys;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.Shape;
import dev.understudy.exchange.prompt.template.Template;
import dev.understudy.exchange.prompt.template.Templates;
import dev.understudy.exchange.prompt.template.TextPattern;
import dev.understudy.trainer.JigsawData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real comments, asked with a real prompt. */
class JigsawDriftTest {
  private final List<ProfileDraft.Row> rows = new ArrayList<>();
  private InputReader reader = new InputReader(Prompts.NONE);
  private String prompt = "";

  @BeforeEach
  void read() {
    JigsawData data = JigsawData.orSkip();
    prompt = data.text("simple_prompt.txt").strip();
    List<String> constants = Arrays.asList(prompt.split("%s", -1));
    Template template =
        new Template("simple", 1, List.of(new Shape("user", new TextPattern(constants))), false);
    reader = new InputReader(new Prompts(new Templates(List.of(template)), Map.of()));
    for (JsonNode asked : data.teacher("gpt-4")) {
      if (asked.path("split").asText().equals("train.E")) {
        InputFacts facts = reader.read(Turn.read(asked.path("messages").toString()), false);
        rows.add(new ProfileDraft.Row(asked.path("id").asText(), facts));
      }
    }
  }

  @Test
  void onePartOfTheCommentsIsNoDriftAwayFromTheOther() {
    int alarms = 0;
    for (int seed = 0; seed < 30; seed++) {
      Collections.shuffle(rows, new Random(seed));
      DriftWatch watch =
          new DriftWatch(
              ProfileDraft.of(rows.subList(0, 2_500)), new DriftSettings(0.1, 500, 0, seed));
      for (ProfileDraft.Row row : rows.subList(2_500, rows.size())) {
        watch.observe(row.id(), RequestKeys.NONE, row.facts());
      }
      alarms += watch.status().alarm() == null ? 0 : 1;
    }

    // Of 30 with a chance of 0.1 each, more than 8 are seen once in five hundred times.
    assertThat(alarms).isLessThanOrEqualTo(8);
  }

  @Test
  void commentsPutTogetherByTwosAndOtherPromptsAreFoundSoon() {
    Collections.shuffle(rows, new Random(1));
    List<ProfileDraft.Row> learned = rows.subList(0, 3_000);
    List<InputFacts> longer = new ArrayList<>();
    List<InputFacts> ofAnotherPrompt = new ArrayList<>();
    for (int i = 3_000; i + 1 < 4_000; i += 2) {
      String one = rows.get(i).facts().varying();
      String other = rows.get(i + 1).facts().varying();
      longer.add(facts(prompt.replace("%s", one + "\n" + other)));
      ofAnotherPrompt.add(facts("Is this comment toxic? " + one));
    }

    assertThat(alarmed(learned, longer)).isBetween(1L, 500L);
    assertThat(alarmed(learned, ofAnotherPrompt)).isBetween(1L, 50L);
  }

  private InputFacts facts(String asked) {
    return reader.read(List.of(Turn.of("user", asked)), false);
  }

  /** The request that raises the alarm; 0 where none does. */
  private static long alarmed(List<ProfileDraft.Row> learned, List<InputFacts> asked) {
    DriftWatch watch = new DriftWatch(ProfileDraft.of(learned), DriftSettings.DEFAULT);
    int number = 0;
    for (InputFacts facts : asked) {
      DriftAlarm alarm = watch.observe("request-" + number++, RequestKeys.NONE, facts);
      if (alarm != null) {
        return alarm.requests();
      }
    }
    return 0;
  }
}
