package dev.understudy.trainer.dataset;

import static dev.understudy.trainer.ExampleDraft.example;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.Parsed;
import dev.understudy.rules.yaml.Yaml;
import dev.understudy.trainer.corpus.CorpusSettings;
import dev.understudy.trainer.example.Drop;
import dev.understudy.trainer.example.Example;
import dev.understudy.trainer.example.Gold;
import dev.understudy.trainer.example.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabellingTest {
  private static final Gold BAD = new Gold("{\"is_bad\": 1}", null, null);
  private static final Map<String, String> WORDED = Map.of("1", "```json\n{\"is_bad\": 1}\n```");

  @Test
  void labelsAreReadOutOfTheTeachersAnswerAndOutOfGold() {
    Example made = labelled("{}", example("a").answer("```{\"is_bad\": 0}```").gold(BAD).make());

    assertThat(made.target().label()).isEqualTo("0");
    assertThat(made.target().teacherLabel()).isEqualTo("0");
    assertThat(made.gold()).isEqualTo(new Gold("{\"is_bad\": 1}", "1", null));
  }

  @Test
  void goldTakesTheTeachersPlaceInTheTeachersWords() {
    Example made = corrected("{}", example("a").answer("{\"is_bad\": 0}").gold(BAD).make());

    assertThat(made.target().answer()).isEqualTo("```json\n{\"is_bad\": 1}\n```");
    assertThat(made.target().label()).isEqualTo("1");
    assertThat(made.target().provenance()).isEqualTo(Provenance.GOLD);
    assertThat(made.target().teacherAnswer()).isEqualTo("{\"is_bad\": 0}");
    assertThat(made.target().teacherLabel()).isEqualTo("0");
  }

  @Test
  void goldStandsAsItWasGivenWhereThatIsAsked() {
    Example made =
        corrected("{style: given}", example("a").answer("{\"is_bad\": 0}").gold(BAD).make());

    assertThat(made.target().answer()).isEqualTo("{\"is_bad\": 1}");
  }

  @Test
  void aWordForTheAnswerIsEnoughWhereTheTeacherHasAWordingForIt() {
    Gold word = new Gold(null, "1", null);

    Example made = corrected("{}", example("a").answer("{\"is_bad\": 0}").gold(word).make());

    assertThat(made.target().answer()).isEqualTo("```json\n{\"is_bad\": 1}\n```");
  }

  @Test
  void teachersAnswerStaysWhereGoldIsIgnored() {
    Example made =
        corrected("{gold: ignore}", example("a").answer("{\"is_bad\": 0}").gold(BAD).make());

    assertThat(made.target().provenance()).isEqualTo(Provenance.TEACHER);
    assertThat(made.target().label()).isEqualTo("0");
  }

  @Test
  void whatNobodyCorrectedGoesWhereGoldAloneIsTaken() {
    Example made = corrected("{gold: only}", example("a").answer("{\"is_bad\": 0}").make());

    assertThat(made.drop()).isEqualTo(new Drop("labels", "no_gold", null));
  }

  @Test
  void answersWithoutALabelGoWhereThatIsAsked() {
    Example said = example("a").answer("I cannot tell.").make();

    assertThat(corrected("{}", said).isKept()).isTrue();
    assertThat(corrected("{without: drop}", said).drop())
        .isEqualTo(new Drop("labels", "no_label", null));
  }

  @Test
  void aSourceMayTakeOtherGoldThanTheRest() {
    String corpus = "{sources: [{name: all, gold: only, gold_labels: 0}]}";

    Example made = corrected("{}", corpus, example("a").answer("{\"is_bad\": 0}").gold(BAD).make());

    assertThat(made.drop())
        .isEqualTo(new Drop("labels", "other_gold", "the source takes other gold labels"));
  }

  private static Example labelled(String labels, Example example) {
    return labelling(labels, "{}").worker().labelled(example);
  }

  private static Example corrected(String labels, Example example) {
    return corrected(labels, "{}", example);
  }

  private static Example corrected(String labels, String corpus, Example example) {
    Labelling.Worker worker = labelling(labels, corpus).worker();
    return worker.withGold(worker.labelled(example));
  }

  private static Labelling labelling(String labels, String corpus) {
    String read =
        labels.equals("{}")
            ? "{read: {json: /is_bad}}"
            : labels.replace("}", ", read: {json: /is_bad}}");
    String text = "labels: " + read + "\ncorpus: " + corpus + "\n";
    Parsed<Labelling> parsed =
        Yaml.read(
            "t.yaml",
            text.getBytes(StandardCharsets.UTF_8),
            in ->
                new Labelling(
                    in.section("labels", AnswerSettings::read),
                    in.section("corpus", CorpusSettings::read).sources(),
                    WORDED));
    return parsed.orThrow();
  }
}
