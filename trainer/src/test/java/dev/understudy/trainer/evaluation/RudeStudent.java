package dev.understudy.trainer.evaluation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.Shape;
import dev.understudy.exchange.prompt.template.Template;
import dev.understudy.exchange.prompt.template.Templates;
import dev.understudy.exchange.prompt.template.TextPattern;
import dev.understudy.student.artefact.Description;
import dev.understudy.student.classifier.Calibration;
import dev.understudy.student.classifier.ClassifierSettings;
import dev.understudy.student.classifier.Decider;
import dev.understudy.student.classifier.InputForm;
import dev.understudy.student.classifier.LabelChoice;
import dev.understudy.student.loading.Students;
import dev.understudy.student.ngram.NgramScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A student to whom the word "idiot" is rude, and no other. */
public final class RudeStudent {
  private static final NgramReader READER = new NgramReader(12, 1, 0, 1000);

  private RudeStudent() {}

  /** Writes it: named rude, version 7; it knows the prompt {@code Is this rude? Say: '...'}. */
  public static void write(Path folder) throws IOException {
    float[][] table = new float[2][1 << READER.bits()];
    table[1][READER.features("idiot").places()[0]] = 9;
    NgramScorer scorer = new NgramScorer(READER, table, new float[] {2, 0});
    Decider decider =
        new Decider(
            List.of(
                new LabelChoice("0", "{\"rude\": 0}", 0.5),
                new LabelChoice("1", "{\"rude\": 1}", 0.5)),
            Calibration.none(2));
    Template template =
        new Template(
            "rude-1a",
            9,
            List.of(
                new Shape("user", new TextPattern(List.of("Is this rude? Say: '", "'\nAnswer:")))),
            false);
    Students.write(
        folder,
        new Description(
            ClassifierSettings.KIND,
            "rude",
            "7",
            Instant.EPOCH,
            new ClassifierSettings(InputForm.SLOTS, decider, scorer.settings()).json(),
            new JsonMapper().createObjectNode()),
        new Prompts(new Templates(List.of(template)), Map.of()),
        scorer);
  }
}
