package dev.understudy.gateway.edit;

import dev.understudy.gateway.live.LiveRules;
import dev.understudy.rules.yaml.RulesFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a text in place of a file's and has it taken up, or leaves all as it was. What others write
 * meanwhile is never written over: the file is looked at once more directly before its name is
 * taken, and put back only while it holds what was written here. For one thread at a time.
 */
final class Placing {
  private static final Logger log = LoggerFactory.getLogger(Placing.class);

  private final Path file;
  private final WholeFile whole;
  private final TakesUp rules;

  /** Who plays by the file. */
  interface TakesUp {
    /** Reads the file again. */
    void reload();

    /** How it stands then. */
    LiveRules.Status status();
  }

  Placing(Path file, TakesUp rules) {
    this.file = file;
    this.whole = new WholeFile(file);
    this.rules = rules;
  }

  /**
   * Puts a text in place of another.
   *
   * @param before what the file held when it was looked at
   * @throws IOException if the file cannot be read any more, or not be put back
   */
  Applied place(byte[] before, byte[] after) throws IOException {
    String readOnly = whole.readOnly();
    if (readOnly != null) {
      return notWritten(before, readOnly);
    }
    try {
      if (!whole.replace(before, after)) {
        return changedMeanwhile(List.of());
      }
    } catch (IOException e) {
      log.atWarn().addKeyValue("file", file).setCause(e).log("rules could not be written");
      return notWritten(before, "it could not be written: " + e);
    }
    String version = RulesFile.version(after);
    List<String> problems = takenUp(version);
    if (problems.isEmpty()) {
      return new Applied(Applied.Outcome.IN_FORCE, version, List.of());
    }
    if (!whole.putBack(after, before)) {
      return changedMeanwhile(problems);
    }
    reloadAgain();
    return new Applied(Applied.Outcome.REFUSED, RulesFile.version(before), problems);
  }

  private static Applied notWritten(byte[] before, String why) {
    return new Applied(Applied.Outcome.NOT_WRITTEN, RulesFile.version(before), List.of(why));
  }

  private Applied changedMeanwhile(List<String> problems) throws IOException {
    return changedMeanwhile(Files.readAllBytes(file), problems);
  }

  /** Of a file that others changed since it was looked at; it holds those bytes now. */
  static Applied changedMeanwhile(byte[] now, List<String> problems) {
    List<String> messages = new ArrayList<>(problems);
    messages.add("the file was changed since; look at it again");
    return new Applied(Applied.Outcome.CHANGED_MEANWHILE, RulesFile.version(now), messages);
  }

  /** What keeps that version from being in force. */
  private List<String> takenUp(String version) {
    try {
      rules.reload();
    } catch (RuntimeException e) {
      log.atError().addKeyValue("version", version).setCause(e).log("rules could not be taken up");
      return List.of("it could not be taken up: " + e);
    }
    LiveRules.Status status = rules.status();
    if (status.problems().isEmpty() && !version.equals(status.version())) {
      return List.of("version %s is in force instead".formatted(status.version()));
    }
    return status.problems();
  }

  private void reloadAgain() {
    try {
      rules.reload();
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("rules that were put back could not be taken up");
    }
  }
}
