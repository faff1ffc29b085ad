package dev.understudy.trainer.privacy;

import dev.understudy.rules.Redaction;
import dev.understudy.rules.Redaction.Kind;
import dev.understudy.rules.yaml.RedactionReader;
import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What must not get into a training set.
 *
 * @param redact what is taken out of examples; it drops no members by pointer
 * @param secrets what happens where credentials are found in what was written
 */
public record PrivacySettings(Redaction redact, Secrets secrets) implements Serializable {
  /** Those of an empty section: nothing is taken out, and credentials are no success. */
  public static final PrivacySettings USUAL = new PrivacySettings(Redaction.NONE, Secrets.FAIL);

  private static final String REDACT = "redact";

  /** What happens where credentials are found. */
  public enum Secrets {
    /** The job fails. */
    FAIL,
    /** The job says so, and succeeds. */
    WARN
  }

  public PrivacySettings {
    Objects.requireNonNull(secrets, "secrets");
    if (!redact.drop().isEmpty()) {
      throw new IllegalArgumentException("members cannot be dropped from examples");
    }
  }

  /** What the section {@code privacy} says; see the description of this package. */
  public static PrivacySettings read(Section in) {
    return new PrivacySettings(
        redaction(in), in.value("secrets", Scalar.word(Secrets.class), USUAL.secrets));
  }

  private static Redaction redaction(Section in) {
    if (in.isList(REDACT)) {
      List<Kind> kinds = in.list(REDACT, Scalar.word(Kind.class), List.of());
      Set<Kind> find = EnumSet.noneOf(Kind.class);
      find.addAll(kinds);
      return new Redaction(find, Map.of(), List.of(), Redaction.USUAL_REGIONS);
    }
    Redaction said = RedactionReader.read(in, REDACT);
    if (said == null) {
      return USUAL.redact;
    }
    if (!said.drop().isEmpty()) {
      in.problemUnder(
          List.of(REDACT, "drop"),
          in.named(REDACT)
              + ".drop has no effect on examples; drop members where requests are captured");
      return new Redaction(said.find(), said.patterns(), List.of(), said.phoneRegions());
    }
    return said;
  }
}
