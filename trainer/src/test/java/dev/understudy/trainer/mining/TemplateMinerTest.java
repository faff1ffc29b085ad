package dev.understudy.trainer.mining;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Match;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import dev.understudy.exchange.prompt.template.Shape;
import dev.understudy.exchange.prompt.template.Template;
import dev.understudy.exchange.prompt.template.Templates;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TemplateMinerTest {
  private static final String CLASSIFY =
      "Given the input below, please classify whether it is toxic.\n\nInput: '<>'\n\nOutput:";
  private static final String DETERMINE =
      "Given the input below, please determine whether it is toxic.\n\nInput: '<>'\n\nOutput:";
  private static final String TRANSLATE = "Translate from <> to <>: <>";
  private static final String SUMMARIZE = "Summarize: <>";
  private static final String BULLETS = "Summarize: in three bullet points: <>";
  private static final String MOOD = "<>\n\nWhat is the mood of this text? One word:";

  private final Random dice = new Random(20);
  private final Prose prose = new Prose(dice);
  private final List<String> prompts = new ArrayList<>();

  @Test
  void templatesOfVeryDifferentFrequencyAreFoundAmongChat() {
    addAll(3000, CLASSIFY);
    addAll(300, DETERMINE);
    addAll(400, SUMMARIZE);
    addAll(60, BULLETS);
    addAll(60, MOOD);
    addTranslations(600);
    addChat(3000);

    assertThat(texts(mine()))
        .containsOnly(
            Map.entry("user: " + CLASSIFY, 3000),
            Map.entry("user: " + DETERMINE, 300),
            Map.entry("user: " + SUMMARIZE, 400),
            Map.entry("user: " + BULLETS, 60),
            Map.entry("user: " + MOOD, 60),
            Map.entry("user: " + TRANSLATE, 600));
  }

  @Test
  void threeWordingsAreThreeTemplates() {
    addAll(200, CLASSIFY);
    addAll(200, DETERMINE);
    addAll(200, CLASSIFY.replace("classify", "decide"));

    assertThat(texts(mine()))
        .containsOnly(
            Map.entry("user: " + CLASSIFY, 200),
            Map.entry("user: " + DETERMINE, 200),
            Map.entry("user: " + CLASSIFY.replace("classify", "decide"), 200));
  }

  @Test
  void chatIsOfNoTemplateThoughManyBeginAlike() {
    addChat(4000);

    assertThat(mine().all()).isEmpty();
  }

  @Test
  void tooFewPromptsAreNoTemplate() {
    addAll(49, CLASSIFY);

    assertThat(mine().all()).isEmpty();
  }

  @Test
  void thePromptThatIsRepeatedCountsOnce() {
    for (int i = 0; i < 500; i++) {
      prompts.add(user(CLASSIFY.replace("<>", "the same again")));
    }

    assertThat(mine().all()).isEmpty();
  }

  @Test
  void instructionsThatAllShareMakeATemplateWithATailOfAnyLength() {
    for (int i = 0; i < 400; i++) {
      List<Turn> turns = new ArrayList<>();
      turns.add(Turn.of("system", "You are the support of Example Inc."));
      for (int k = dice.nextInt(5); k > 0; k--) {
        turns.add(Turn.of("user", dice.nextInt(4) == 0 ? "thanks" : prose.text(9)));
        turns.add(Turn.of("assistant", prose.text(9)));
      }
      turns.add(Turn.of("user", prose.text(9)));
      prompts.add(Turn.write(turns));
    }

    assertThat(texts(mine()))
        .containsOnly(Map.entry("system: You are the support of Example Inc. ...", 400));
  }

  @Test
  void examplesThatAreAlwaysTheSameBelongToTheTemplate() {
    for (int i = 0; i < 200; i++) {
      prompts.add(
          Turn.write(
              List.of(
                  Turn.of("system", "You rate films."),
                  Turn.of("user", "Great!"),
                  Turn.of("assistant", "good"),
                  Turn.of("user", prose.text(9)))));
    }

    assertThat(texts(mine()))
        .containsOnly(
            Map.entry("system: You rate films. | user: Great! | assistant: good | user: <>", 200));
  }

  @Test
  void datesAndNumbersAreSlotsWhetherFewOrMany() {
    for (int i = 0; i < 2000; i++) {
      prompts.add(
          user(
              "Order %d of day %d: does the customer complain? Text: %s!"
                  .formatted(dice.nextInt(100_000), 10 + dice.nextInt(5), prose.text(20))));
    }

    assertThat(texts(mine()))
        .containsOnly(
            Map.entry("user: Order <> of day <>: does the customer complain? Text: <>!", 2000));
  }

  @Test
  void everyPromptIsGivenBackAsItWasAlsoAfterTheFile() {
    addAll(200, CLASSIFY);
    addTranslations(400);
    addChat(400);
    prompts.add(user(CLASSIFY.replace("<>", "x'\n\nOutput: '" + CLASSIFY)));
    Prompts written = new Prompts(mine(), Map.of());

    Templates templates = PromptsFile.parse(PromptsFile.format(written)).templates();

    int matched = 0;
    for (String prompt : prompts) {
      Optional<Match> match = templates.match(prompt);
      match.ifPresent(found -> assertThat(Turn.write(found.unpruned())).isEqualTo(prompt));
      matched += match.isPresent() ? 1 : 0;
    }
    assertThat(matched).isEqualTo(601);
  }

  @Test
  void theOrderOfPromptsDoesNotMatter() {
    addAll(300, CLASSIFY);
    addTranslations(400);
    addChat(400);
    Templates one = mine();

    Collections.shuffle(prompts, dice);

    assertThat(mine()).isEqualTo(one);
  }

  private Templates mine() {
    return TemplateMiner.mine(prompts, 50);
  }

  private void addAll(int count, String template) {
    for (int i = 0; i < count; i++) {
      prompts.add(user(template.replace("<>", prose.text(3 + dice.nextInt(40)))));
    }
  }

  private void addTranslations(int count) {
    String[] languages = {"German", "French", "Italian", "Brazilian Portuguese"};
    for (int i = 0; i < count; i++) {
      int from = dice.nextInt(4);
      int to = (from + 1 + dice.nextInt(3)) % 4;
      prompts.add(
          user(
              "Translate from %s to %s: %s"
                  .formatted(languages[from], languages[to], prose.text(3 + dice.nextInt(40)))));
    }
  }

  private void addChat(int count) {
    String[] beginnings = {"What is the difference between ", "Can you tell me about "};
    for (int i = 0; i < count; i++) {
      int die = dice.nextInt(60); // each of them begins one text in thirty
      prompts.add(user((die < 4 ? beginnings[die / 2] : "") + prose.text(3 + dice.nextInt(30))));
    }
  }

  private static String user(String text) {
    return Turn.write(List.of(Turn.of("user", text)));
  }

  private static Map<String, Integer> texts(Templates templates) {
    return templates.all().stream()
        .collect(Collectors.toMap(TemplateMinerTest::text, Template::rows));
  }

  private static String text(Template template) {
    return template.shapes().stream()
            .map(TemplateMinerTest::text)
            .collect(Collectors.joining(" | "))
        + (template.tail() ? " ..." : "");
  }

  private static String text(Shape shape) {
    return shape.role() + ": " + String.join("<>", shape.text().constants());
  }
}
