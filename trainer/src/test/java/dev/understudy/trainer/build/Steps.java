package dev.understudy.trainer.build;

import dev.understudy.trainer.run.Manifest;
import dev.understudy.trainer.run.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers which stages were run and which were not run again; may break a build off. */
final class Steps implements Progress {
  private final @Nullable String killedAt;
  private final List<String> run = new ArrayList<>();
  private final List<String> reused = new ArrayList<>();

  private Steps(@Nullable String killedAt) {
    this.killedAt = killedAt;
  }

  /** To the end. */
  static Steps all() {
    return new Steps(null);
  }

  /** As far as to the beginning of a stage. */
  static Steps killedAt(String stage) {
    return new Steps(stage);
  }

  List<String> run() {
    return run;
  }

  List<String> reused() {
    return reused;
  }

  @Override
  public void begin(String stage) {
    if (stage.equals(killedAt)) {
      throw new IllegalStateException("killed at " + stage);
    }
  }

  @Override
  public void end(Manifest made) {
    run.add(made.stage());
  }

  @Override
  public void reused(Manifest made) {
    reused.add(made.stage());
  }

  @Override
  public void stop() {
    // nothing is shown
  }
}
