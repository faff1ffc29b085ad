package dev.understudy.bench.serving;

import ai.djl.Device;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.understudy.exchange.ngram.NgramReader;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.student.artefact.Description;
import dev.understudy.student.artefact.StudentFolder;
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
import dev.understudy.student.loading.Students;
import dev.understudy.student.ngram.NgramScorer;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.Keep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Students of full size whose last layer was drawn: as fast as trained ones, and as good as none.
 */
final class StudentMaker {
  /** The name that requests ask for. */
  static final String NAME = "bench";

  private static final int MOST_TOKENS = 128;
  private static final long SEED = 29;
  private static final String ENCODER = "encoder";
  private static final String HEAD = "head.safetensors";

  private StudentMaker() {}

  /** Writes a student on a packaged encoder. */
  static void encoder(Path folder, String encoder, Precision precision) throws IOException {
    Pretrained pretrained = Pretrained.packaged(encoder, Device.cpu());
    Reading reading = new Reading(MOST_TOKENS, Keep.BEGINNING);
    try (Scorer scorer =
        new EncoderScorer(
            pretrained,
            new Head(drawn(pretrained.config().hidden()), new float[2]),
            reading,
            precision)) {
      write(folder, scorer);
    }
  }

  /** Writes a student that reads runs of words and letters, with the usual settings. */
  static void ngram(Path folder) throws IOException {
    NgramReader reader = NgramReader.DEFAULT;
    try (Scorer scorer = new NgramScorer(reader, drawn(1 << reader.bits()), new float[2])) {
      write(folder, scorer);
    }
  }

  private static float[][] drawn(int width) {
    SplittableRandom dice = new SplittableRandom(SEED);
    float[][] weights = new float[2][width];
    for (float[] row : weights) {
      for (int i = 0; i < width; i++) {
        row[i] = (float) dice.nextDouble(-1, 1);
      }
    }
    return weights;
  }

  private static void write(Path folder, Scorer scorer) throws IOException {
    Decider decider =
        new Decider(
            List.of(new LabelChoice("0", "False", 0.5), new LabelChoice("1", "True", 0.5)),
            Calibration.none(2));
    Description description =
        new Description(
            ClassifierSettings.KIND,
            NAME,
            "1",
            Instant.EPOCH,
            new ClassifierSettings(InputForm.SLOTS, decider, scorer.settings()).json(),
            new JsonMapper().createObjectNode());
    Students.write(folder, description, Prompts.NONE, scorer);
  }

  /** The student of a folder, its encoder run by ONNX Runtime from the file it was packaged as. */
  static Classifier onOnnxRuntime(Path folder, String encoder, int threads) throws IOException {
    StudentFolder student = StudentFolder.read(folder);
    ClassifierSettings settings = ClassifierSettings.read(student.description().settings());
    Scorer scorer =
        new OnnxScorer(
            encoder.toLowerCase(Locale.ROOT) + ".onnx",
            Pretrained.folder(folder.resolve(ENCODER), Device.cpu()),
            Head.read(folder.resolve(HEAD)),
            new Reading(MOST_TOKENS, Keep.BEGINNING),
            threads);
    return new Classifier(
        student.description().identity(),
        Prompts.NONE,
        settings.form(),
        settings.decider(),
        scorer);
  }
}
