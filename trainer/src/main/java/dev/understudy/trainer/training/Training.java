package dev.understudy.trainer.training;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.diff.drift.InputProfileJson;
import dev.understudy.student.artefact.Description;
import dev.understudy.student.artefact.StudentFolder;
import dev.understudy.student.classifier.Calibration;
import dev.understudy.student.classifier.ClassifierSettings;
import dev.understudy.student.classifier.Decider;
import dev.understudy.student.classifier.LabelChoice;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.loading.Students;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.Folders;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.run.Version;
import dev.understudy.trainer.training.calibrate.Scored;
import dev.understudy.trainer.training.data.SetFolder;
import dev.understudy.trainer.training.data.TrainingRow;
import dev.understudy.trainer.training.data.TrainingSet;
import dev.understudy.trainer.training.data.UnusableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Trains one student: reads the set, trains, calibrates, sets thresholds, writes the folder. */
public final class Training {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int FINGERPRINT = 8;
  private static final JsonMapper MAPPER = new JsonMapper();

  private final TrainingPlan plan;
  private final Instant now;
  private final TrainingWatch watch;

  /**
   * A training that will be run.
   *
   * @param now the time that the student bears
   */
  public Training(TrainingPlan plan, Instant now, TrainingWatch watch) {
    this.plan = plan;
    this.now = now;
    this.watch = watch;
  }

  /**
   * Trains and writes the student.
   *
   * @throws UnusableSet if the set cannot be trained on; the message says why, and what to do
   */
  public Trained run() throws IOException {
    TrainingSet set =
        new SetFolder(plan.set(), plan.form(), plan.labels())
            .read()
            .withHeldOut(plan.holdOut(), plan.seed())
            .withTrainingShare(plan.trainOn(), plan.seed());
    check(set);
    List<String> labels = List.copyOf(set.counts(Split.TRAIN).keySet());
    Path unfinished = unfinished(plan.out());
    TrainingRun run = new TrainingRun(plan.seed(), unfinished, watch);
    try (Scorer scorer = plan.student().train(set, labels, run)) {
      List<TrainingRow> looked = set.rows(Split.VALIDATION);
      List<Scored> scored = Scoring.of(scorer, looked, labels);
      Calibration calibration = plan.calibrator().fit(scored, labels.size());
      List<Double> thresholds = plan.goal().thresholds(scored, calibration, labels);
      Decider decider = new Decider(choices(set, labels, thresholds), calibration);
      ClassifierSettings settings = new ClassifierSettings(plan.form(), decider, scorer.settings());
      Description description =
          new Description(
              ClassifierSettings.KIND,
              plan.name(),
              version(set),
              now,
              settings.json(),
              facts(set),
              InputProfileJson.write(SeenInputs.of(plan.set(), set)));
      StudentFolder folder = Students.write(plan.out(), description, set.prompts(), scorer);
      Folders.delete(unfinished);
      List<Decided> decided = Decided.of(looked, scored, decider);
      return new Trained(
          folder,
          set.counts(Split.TRAIN),
          Figures.of(decided, labels, Scoring.loss(scored, calibration)),
          Figures.ofMajority(looked, set.counts(Split.TRAIN)),
          decided);
    }
  }

  /** Where a training that was not finished leaves what it goes on from. */
  public static Path unfinished(Path out) {
    return out.resolveSibling("." + out.getFileName() + ".training");
  }

  private void check(TrainingSet set) throws UnusableSet {
    Map<String, Long> counts = set.counts(Split.TRAIN);
    if (counts.isEmpty()) {
      throw new UnusableSet(
          "%s has no row to train on; look at its data card for where they went"
              .formatted(plan.set()));
    }
    if (counts.size() == 1) {
      throw new UnusableSet(
          ("%s: all %d training rows have label '%s'; a student has to see at least two labels:"
                  + " widen the corpus, or add gold rows of others")
              .formatted(
                  plan.set(),
                  counts.values().iterator().next(),
                  counts.keySet().iterator().next()));
    }
    if (set.rows(Split.VALIDATION).isEmpty()) {
      throw new UnusableSet(
          ("%s has no validation rows; say hold_out: 10%% in the training's file, or"
                  + " splits.validation in the dataset's")
              .formatted(plan.set()));
    }
  }

  private static List<LabelChoice> choices(
      TrainingSet set, List<String> labels, List<Double> thresholds) {
    Map<String, String> wordings = set.wordings();
    List<LabelChoice> choices = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      String label = labels.get(i);
      choices.add(
          new LabelChoice(label, Objects.requireNonNull(wordings.get(label)), thresholds.get(i)));
    }
    return choices;
  }

  private String version(TrainingSet set) {
    String all = set.fingerprint() + plan.student() + plan.calibrator() + plan.goal() + plan.seed();
    all += plan.trainOn() == 1 ? "" : plan.trainOn();
    return DAY.format(now) + "-" + Sha256.of(all).substring(0, FINGERPRINT);
  }

  private ObjectNode facts(TrainingSet set) {
    ObjectNode facts = MAPPER.createObjectNode();
    facts.put("set", set.name()).put("set_fingerprint", set.fingerprint());
    facts.put("seed", plan.seed()).put("understudy", Version.current());
    ObjectNode rows = facts.putObject("rows");
    for (Split split : Split.values()) {
      rows.put(split.word(), set.rows(split).size());
    }
    ObjectNode counts = facts.putObject("labels");
    set.counts(Split.TRAIN).forEach(counts::put);
    return facts;
  }

  /**
   * What came of it.
   *
   * @param folder the student
   * @param counts how many training rows had each label
   * @param figures how well it does on the validation part
   * @param majority how well it would do to answer the most frequent label always
   * @param decided what it made of each row of the validation part
   */
  public record Trained(
      StudentFolder folder,
      Map<String, Long> counts,
      Figures figures,
      Figures majority,
      List<Decided> decided) {
    public Trained {
      counts = Collections.unmodifiableMap(new TreeMap<>(counts));
      decided = List.copyOf(decided);
    }
  }
}
