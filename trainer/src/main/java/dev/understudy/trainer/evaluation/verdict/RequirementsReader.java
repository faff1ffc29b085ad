package dev.understudy.trainer.evaluation.verdict;

import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Requirements} from their section; what is not said is as {@link
 * Requirements#DEFAULT} has it, {@code none} asks for nothing:
 *
 * <pre>{@code
 * rows: 200
 * teacher_margin: 2%
 * accuracy: 90%
 * agreement: none
 * calibration_error: 10%
 * recall: 70%
 * baselines: true              # must be beaten
 * }</pre>
 */
public final class RequirementsReader {
  private RequirementsReader() {}

  /** The requirements of a section. */
  public static Requirements read(Section in) {
    Requirements usual = Requirements.DEFAULT;
    return new Requirements(
        in.value("rows", Scalar.integer(1, Integer.MAX_VALUE), usual.minRows()),
        share(in, "teacher_margin", usual.teacherMargin()),
        share(in, "accuracy", usual.minAccuracy()),
        share(in, "agreement", usual.minAgreement()),
        share(in, "calibration_error", usual.maxCalibrationError()),
        share(in, "recall", usual.minRecall()),
        in.value("baselines", Scalar.BOOLEAN, usual.beatsBaselines()));
  }

  private static @Nullable Double share(Section in, String key, @Nullable Double usual) {
    Share byDefault = usual == null ? null : new Share(BigDecimal.valueOf(usual));
    Share share = in.valueOrNone(key, Scalar.SHARE, byDefault);
    return share == null ? null : share.fraction().doubleValue();
  }
}
