package dev.understudy.trainer.training.file;

import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.student.encoder.Precision;
import dev.understudy.student.head.Reading;
import dev.understudy.student.pretrained.Pretrained;
import dev.understudy.student.tokens.Keep;
import dev.understudy.trainer.training.tune.EncoderStudent;
import dev.understudy.trainer.training.tune.FineTuning;
import dev.understudy.trainer.training.tune.FullTuning;
import dev.understudy.trainer.training.tune.HeadTuning;
import dev.understudy.trainer.training.tune.LoraTuning;
import dev.understudy.trainer.training.tune.Tuning;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads the section {@code encoder}. */
final class EncoderReader {
  private static final Scalar<Share> BELOW_ONE =
      Scalar.SHARE.where(share -> share.fraction().doubleValue() < 1, "must be less than 100%");

  private EncoderReader() {}

  static EncoderStudent read(Section in, Path folder) {
    EncoderStudent byDefault = EncoderStudent.DEFAULT;
    return new EncoderStudent(
        from(in, folder, byDefault.from()),
        new Reading(
            in.value("limit", Scalar.integer(8, 8192), byDefault.reading().limit()),
            in.value("keep", Scalar.word(Keep.class), byDefault.reading().keep())),
        in.value("precision", Scalar.word(Precision.class), byDefault.precision()),
        in.value("device", Scalar.NAME, byDefault.device()),
        in.value("threads", Scalar.integer(0, 1024), byDefault.threads()),
        share(in, "smoothing", byDefault.smoothing()),
        in.value("soft", Scalar.BOOLEAN, byDefault.soft()),
        in.value("balance", Scalar.SHARE, Share.NONE).fraction().doubleValue(),
        tuning(in));
  }

  /** A name stays; anything else is a folder, which counts from the file's. */
  private static String from(Section in, Path folder, String byDefault) {
    String said = in.value("from", Scalar.TEXT, byDefault);
    return Pretrained.names().contains(said) ? said : folder.resolve(said).toString();
  }

  private static Tuning tuning(Section in) {
    Map<String, Function<Section, Tuning>> ways = new LinkedHashMap<>();
    ways.put("head", EncoderReader::head);
    ways.put("full", EncoderReader::full);
    ways.put("lora", EncoderReader::lora);
    return in.value("tune", Scalar.words(ways), EncoderReader::head).apply(in);
  }

  private static Tuning head(Section in) {
    return in.has("strength")
        ? new HeadTuning(in.oneOrMore("strength", Numbers.POSITIVE))
        : HeadTuning.DEFAULT;
  }

  private static Tuning full(Section in) {
    FullTuning byDefault = FullTuning.DEFAULT;
    return new FullTuning(
        fine(in, byDefault.how()),
        in.value("train_from_layer", Scalar.integer(0, 1000), byDefault.trainFromLayer()));
  }

  private static Tuning lora(Section in) {
    LoraTuning byDefault = LoraTuning.DEFAULT;
    return new LoraTuning(
        fine(in, byDefault.how()),
        in.value("rank", Scalar.integer(1, 4096), byDefault.rank()),
        in.value("alpha", Numbers.POSITIVE, byDefault.alpha()));
  }

  private static FineTuning fine(Section in, FineTuning byDefault) {
    return new FineTuning(
        in.value("epochs", Scalar.integer(1, 10_000), byDefault.epochs()),
        in.value("batch", Scalar.integer(1, 65_536), byDefault.batch()),
        in.value("accumulate", Scalar.integer(1, 65_536), byDefault.accumulate()),
        in.value("learning_rate", Numbers.POSITIVE, byDefault.learningRate()),
        in.value("head_learning_rate", Numbers.POSITIVE, byDefault.headLearningRate()),
        share(in, "weight_decay", byDefault.weightDecay()),
        share(in, "warm_up", byDefault.warmUp()),
        in.value("clip", Numbers.POSITIVE, byDefault.clip()),
        share(in, "dropout", byDefault.dropout()),
        in.value("resample", Numbers.FROM_ONE, byDefault.resample()),
        in.value("patience", Scalar.integer(1, 10_000), byDefault.patience()));
  }

  private static double share(Section in, String key, double byDefault) {
    return in.has(key) ? in.value(key, BELOW_ONE, Share.NONE).fraction().doubleValue() : byDefault;
  }
}
