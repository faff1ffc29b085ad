package dev.understudy.trainer.training.tune;

import ai.djl.Device;
import dev.understudy.student.classifier.Scorer;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.engine.TorchEngine;
import dev.understudy.student.head.EncoderScorer;
import dev.understudy.student.head.Reading;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.Keep;
import dev.understudy.student.tokens.Tokens;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.training.ScorerTraining;
import dev.understudy.trainer.training.Scoring;
import dev.understudy.trainer.training.TrainingRun;
import dev.understudy.trainer.training.calibrate.Calibrator;
import dev.understudy.trainer.training.data.Target;
import dev.understudy.trainer.training.data.Targets;
import dev.understudy.trainer.training.data.TrainingRow;
import dev.understudy.trainer.training.data.TrainingSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A pretrained encoder with a head for the set's labels.
 *
 * @param from where the encoder is found: a name or a folder, as {@link Pretrained#open} takes it
 * @param reading how texts become tokens
 * @param precision the numbers that matrices are multiplied in
 * @param device where it is trained: {@code auto}, {@code cpu}, {@code gpu0} and so on
 * @param threads how many threads PyTorch uses; 0 for as many as it likes
 * @param smoothing see {@link Targets}
 * @param soft likewise
 * @param balance likewise
 * @param tuning what of it learns
 */
public record EncoderStudent(
    String from,
    Reading reading,
    Precision precision,
    String device,
    int threads,
    double smoothing,
    boolean soft,
    double balance,
    Tuning tuning)
    implements ScorerTraining {
  /** What is used where nothing is said. */
  public static final EncoderStudent DEFAULT =
      new EncoderStudent(
          "e5-small-v2",
          new Reading(128, Keep.BEGINNING),
          Precision.FP32,
          "auto",
          0,
          0,
          false,
          0,
          HeadTuning.DEFAULT);

  private static final int FINGERPRINT = 16;

  public EncoderStudent {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(reading, "reading");
    Objects.requireNonNull(precision, "precision");
    Objects.requireNonNull(device, "device");
    Objects.requireNonNull(tuning, "tuning");
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be at least 0, got " + threads);
    }
  }

  @Override
  public String name() {
    return EncoderScorer.TYPE;
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("from", from);
    all.put("limit", reading.limit());
    all.put("keep", word(reading.keep()));
    all.put("precision", word(precision));
    all.put("device", device);
    all.put("threads", threads);
    all.put("smoothing", smoothing);
    all.put("soft", soft);
    all.put("balance", balance);
    all.put("tune", tuning.word());
    all.putAll(tuning.settings());
    return all;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String deviceHere() {
    Device here = TorchEngine.start().device(device);
    return here.isGpu() ? here.getDeviceType() + here.getDeviceId() : here.getDeviceType();
  }

  /** With a bias where rows are resampled, as their mix is not the traffic's then. */
  @Override
  public Calibrator calibrator() {
    return tuning.resamples() ? Calibrator.TEMPERATURE_AND_BIAS : Calibrator.TEMPERATURE;
  }

  @Override
  public Scorer train(TrainingSet set, List<String> labels, TrainingRun run) throws IOException {
    TorchEngine engine = TorchEngine.start();
    if (threads > 0) {
      engine.useThreads(threads);
    }
    Pretrained pretrained = Pretrained.open(from, engine.device(device));
    try {
      TuningTask task = task(pretrained, set, labels, run);
      return new EncoderScorer(pretrained, tuning.train(task), reading, precision);
    } catch (IOException e) {
      pretrained.close();
      throw e;
    } catch (RuntimeException e) {
      pretrained.close();
      if (NoMemory.isMeantBy(e)) {
        throw NoMemory.of(e, this);
      }
      throw e;
    }
  }

  private TuningTask task(
      Pretrained pretrained, TrainingSet set, List<String> labels, TrainingRun run) {
    List<TrainingRow> train = set.rows(Split.TRAIN);
    List<Target> targets = new Targets(labels, smoothing, soft, balance).of(train);
    List<Tokens> tokens = tokens(pretrained, train);
    List<TuningTask.Row> rows = new ArrayList<>(train.size());
    for (int i = 0; i < train.size(); i++) {
      rows.add(
          new TuningTask.Row(tokens.get(i), targets.get(i), Scoring.place(train.get(i), labels)));
    }
    List<TrainingRow> looked = set.rows(Split.VALIDATION);
    return new TuningTask(
        pretrained,
        precision,
        labels.size(),
        rows,
        new Validation(tokens(pretrained, looked), looked, labels),
        run.seed(),
        run.folder().resolve(fingerprint(set, run.seed())),
        run.watch());
  }

  private List<Tokens> tokens(Pretrained pretrained, List<TrainingRow> rows) {
    return reading.tokens(pretrained, rows.stream().map(TrainingRow::text).toList());
  }

  /** Tells this training from any other that would leave checkpoints in the same place. */
  private String fingerprint(TrainingSet set, long seed) {
    StringBuilder all = new StringBuilder().append(this).append(seed).append(set.fingerprint());
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION)) {
      for (TrainingRow row : set.rows(split)) {
        all.append('\n').append(split).append(' ').append(row.id()).append(' ');
        all.append(Sha256.of(row.text())).append(' ').append(row.label()).append(' ');
        all.append(row.weight()).append(' ').append(row.confidence());
      }
    }
    return Sha256.of(all.toString()).substring(0, FINGERPRINT);
  }
}
