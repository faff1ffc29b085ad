package dev.understudy.student.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.ngram.Features;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.exchange.prompt.Turn;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.Shape;
import dev.understudy.exchange.prompt.template.Template;
import dev.understudy.exchange.prompt.template.Templates;
import dev.understudy.exchange.prompt.template.TextPattern;
import dev.understudy.student.artefact.Description;
import dev.understudy.student.artefact.UnusableStudent;
import dev.understudy.student.classifier.Calibration;
import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.classifier.ClassifierSettings;
import dev.understudy.student.classifier.Decider;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.student.classifier.LabelChoice;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.head.EncoderScorer;
import dev.understudy.student.head.Head;
import dev.understudy.student.head.Reading;
import dev.understudy.student.head.TinyEncoder;
import dev.understudy.student.model.Question;
import dev.understudy.student.model.Reply;
import dev.understudy.student.ngram.NgramScorer;
import dev.understudy.student.tokens.Keep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudentsTest {
  private static final NgramReader READER = new NgramReader(12, 1, 0, 1000);
  private static final Prompts PROMPTS =
      new Prompts(
          new Templates(
              List.of(
                  new Template(
                      "judge-1a",
                      9,
                      List.of(
                          new Shape("user", new TextPattern(List.of("Is this rude? Say: ", "")))),
                      false))),
          Map.of());

  @TempDir private Path home;

  @Test
  void loadedStudentAnswersAsTheWrittenOne() throws IOException {
    Path folder = write(InputForm.SLOTS);

    try (Classifier student = Students.load(folder)) {
      List<Reply> replies =
          student.answer(List.of(question("Is this rude? Say: idiot"), question("hello")));

      assertThat(replies).extracting(Reply::text).containsExactly("Rude!", "Fine.");
      assertThat(replies.get(0).inputTokens()).isEqualTo(1); // the constant part is not read
      assertThat(replies.get(0).outputTokens()).isEqualTo(2);
      assertThat(replies.get(0).confidence()).isGreaterThan(0.9);
      assertThat(replies.get(0).candidates())
          .extracting(Reply.Candidate::text)
          .containsExactly("Rude!", "Fine.");
      assertThat(student.identity().name()).isEqualTo("moderation");
    }
  }

  @Test
  void wholeConversationIsReadWhereTheSetWasNotPruned() throws IOException {
    Path folder = write(InputForm.PRUNED);

    try (Classifier student = Students.load(folder)) {
      assertThat(student.answer(List.of(question("Is this rude? Say: idiot"))).get(0).inputTokens())
          .isEqualTo(7);
    }
  }

  @Test
  void studentWithAnEncoderIsLoadedWithAllItsParts() throws IOException {
    Head head = new Head(new float[2][TinyEncoder.HIDDEN], new float[] {0, 1});
    Path folder;
    try (Scorer scorer =
        new EncoderScorer(
            TinyEncoder.make(home.resolve("encoder"), ""),
            head,
            new Reading(16, Keep.BEGINNING),
            Precision.FP32)) {
      folder = write(InputForm.SLOTS, scorer);
    }

    try (Classifier student = Students.load(folder, "cpu")) {
      Reply reply = student.answer(List.of(question("w1 w2 w3"))).get(0);

      assertThat(reply.text()).isEqualTo("Rude!");
      assertThat(reply.confidence()).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-6));
      assertThat(reply.inputTokens()).isEqualTo(5);
    }
    assertThatThrownBy(() -> Students.load(folder, "gpu9"))
        .isInstanceOf(UnusableStudent.class)
        .hasMessageContaining("no device 'gpu9'; this machine has: cpu");
  }

  @Test
  void settingsThatAreNotUnderstoodAreRefusedByField() throws IOException {
    assertRefused(
        "\"type\" : \"ngram\"",
        "\"type\" : \"oracle\"",
        "classifier.scorer.type must be ngram or encoder");
    assertRefused("\"input\" : \"slots\"", "\"input\" : \"tea\"", "classifier.input must be slots");
    assertRefused("\"bits\" : 12", "\"bits\" : 11", "table must have 2048 places");
    assertRefused("\"temperature\" : 1.0", "\"temperature\" : 0", "temperature must be greater");
    assertRefused("\"answer\" : \"Fine.\"", "\"word\" : \"Fine.\"", "classifier.labels[0] must");
  }

  private void assertRefused(String part, String other, String message) throws IOException {
    Path folder = write(InputForm.SLOTS);
    Path file = folder.resolve("student.json");
    Files.writeString(file, Files.readString(file).replace(part, other));

    assertThatThrownBy(() -> Students.load(folder))
        .isInstanceOf(UnusableStudent.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  /** A student to whom one word is rude. */
  private Path write(InputForm form) throws IOException {
    float[][] table = new float[2][1 << READER.bits()];
    Features rude = READER.features("idiot");
    table[1][rude.places()[0]] = 9;
    return write(form, new NgramScorer(READER, table, new float[] {2, 0}));
  }

  private Path write(InputForm form, Scorer scorer) throws IOException {
    Decider decider =
        new Decider(
            List.of(new LabelChoice("0", "Fine.", 0.5), new LabelChoice("1", "Rude!", 0.5)),
            Calibration.none(2));
    ClassifierSettings settings = new ClassifierSettings(form, decider, scorer.settings());
    Description description =
        new Description(
            ClassifierSettings.KIND,
            "moderation",
            "1",
            Instant.EPOCH,
            settings.json(),
            new JsonMapper().createObjectNode());
    return Students.write(home.resolve("student"), description, PROMPTS, scorer).folder();
  }

  private static Question question(String text) {
    return new Question(List.of(Turn.of("user", text)));
  }
}
