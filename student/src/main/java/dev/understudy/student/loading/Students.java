package dev.understudy.student.loading;

import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.exchange.prompt.template.PromptsFile;
import dev.understudy.student.artefact.Description;
import dev.understudy.student.artefact.StudentFolder;
import dev.understudy.student.artefact.UnusableStudent;
import dev.understudy.student.classifier.Classifier;
import dev.understudy.student.classifier.ClassifierSettings;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.head.EncoderScorer;
import dev.understudy.student.ngram.NgramScorer;
import java.io.IOException;
import java.nio.file.Path;

/** Students on disk: written, and loaded to answer. */
public final class Students {
  private static final String PROMPTS = "prompts.json";

  private Students() {}

  /**
   * Loads a student.
   *
   * @throws UnusableStudent if the folder is none, is damaged, or says what cannot be understood;
   *     the message names the folder and the field
   */
  public static Classifier load(Path folder) throws IOException {
    return load(folder, "auto");
  }

  /**
   * The same on a device.
   *
   * @param device a name such as {@code cpu}, {@code gpu0} or {@code auto}, as {@link
   *     TorchEngine#device} knows them
   */
  public static Classifier load(Path folder, String device) throws IOException {
    StudentFolder student = StudentFolder.read(folder);
    Description description = student.description();
    if (!description.kind().equals(ClassifierSettings.KIND)) {
      throw new UnusableStudent(
          "%s: kind must be %s, got %s"
              .formatted(
                  student.file(StudentFolder.FILE), ClassifierSettings.KIND, description.kind()));
    }
    try {
      ClassifierSettings settings = ClassifierSettings.read(description.settings());
      return new Classifier(
          description.identity(),
          PromptsFile.readOrNone(student.file(PROMPTS)),
          settings.form(),
          settings.decider(),
          scorer(folder, settings, device));
    } catch (IllegalArgumentException wrong) {
      throw new UnusableStudent(
          student.file(StudentFolder.FILE) + ": " + wrong.getMessage(), wrong);
    }
  }

  private static Scorer scorer(Path folder, ClassifierSettings settings, String device)
      throws IOException {
    String type = settings.scorer().path("type").asText();
    if (type.equals(NgramScorer.TYPE)) {
      return NgramScorer.load(folder, settings.scorer());
    }
    if (type.equals(EncoderScorer.TYPE)) {
      return EncoderScorer.load(folder, settings.scorer(), TorchEngine.start().device(device));
    }
    throw new IllegalArgumentException(
        "classifier.scorer.type must be ngram or encoder, got " + settings.scorer().path("type"));
  }

  /** Writes a classifier, replacing what is at that place. */
  public static StudentFolder write(
      Path folder, Description description, Prompts prompts, Scorer scorer) throws IOException {
    return StudentFolder.write(
        folder,
        description,
        into -> {
          PromptsFile.write(prompts, into.resolve(PROMPTS));
          scorer.writeInto(into);
        });
  }
}
