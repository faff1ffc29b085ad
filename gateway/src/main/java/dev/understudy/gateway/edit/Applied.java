package dev.understudy.gateway.edit;

import java.util.List;
import java.util.Objects;

/**
 * What became of an edit.
 *
 * @param outcome how it ended
 * @param version the version of the file on the disk now
 * @param messages why, where it is not in force; one for each problem
 */
public record Applied(Outcome outcome, String version, List<String> messages) {
  public Applied {
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(version, "version");
    messages = List.copyOf(messages);
  }

  /** How an edit ended. */
  public enum Outcome {
    /** The file has it and this gateway plays by it. */
    IN_FORCE,
    /** Somebody else changed the file since the edit began; it is as they left it. */
    CHANGED_MEANWHILE,
    /** It has problems, or cannot be played or taken up; the file is as it was. */
    REFUSED,
    /** The file cannot be written here; it is as it was. */
    NOT_WRITTEN
  }
}
