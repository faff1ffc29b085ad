package dev.understudy.trainer.dataset;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import dev.understudy.trainer.similar.NearSettings;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which examples are the same, and which of them stays.
 *
 * @param exact whether inputs that are the same but for case, blanks and Unicode forms count once
 * @param near when inputs are nearly the same, or null not to look
 * @param dropNear whether near duplicates are dropped; else they are only kept together when split
 * @param conflicts what becomes of the same input with different answers
 * @param keep which of several stays
 */
public record DedupeSettings(
    boolean exact, @Nullable NearSettings near, boolean dropNear, Conflicts conflicts, Keep keep)
    implements Serializable {
  /** What becomes of the same input with different answers. */
  public enum Conflicts {
    /** The newest answer stays. */
    NEWEST,
    /** The most frequent answer stays; the newest of them where several are. */
    MAJORITY,
    /** The gold answer stays; where there is none, all go. */
    GOLD,
    /** All go. */
    DROP,
    /** All stay, once each. */
    KEEP
  }

  /** Which of several with the same answer stays; a gold answer before all. */
  public enum Keep {
    /** The newest. */
    NEWEST,
    /** The oldest. */
    OLDEST
  }

  /** The same and nearly the same count once; of different answers the newest stays. */
  public static final DedupeSettings DEFAULT =
      new DedupeSettings(true, NearSettings.DEFAULT, true, Conflicts.NEWEST, Keep.NEWEST);

  private static final Scalar<String> NONE = Scalar.words(Map.of("none", "none"));

  public DedupeSettings {
    Objects.requireNonNull(conflicts, "conflicts");
    Objects.requireNonNull(keep, "keep");
  }

  /** Reads the section {@code dedupe}. */
  public static DedupeSettings read(Section in) {
    boolean isOff = in.isValue("near");
    if (isOff) {
      in.value("near", NONE, "none");
    }
    return new DedupeSettings(
        in.value("exact", Scalar.BOOLEAN, DEFAULT.exact),
        isOff ? null : in.section("near", NearSettings::read),
        in.value("drop_near", Scalar.BOOLEAN, DEFAULT.dropNear),
        in.value("conflicts", Scalar.word(Conflicts.class), DEFAULT.conflicts),
        in.value("keep", Scalar.word(Keep.class), DEFAULT.keep));
  }
}
