package dev.understudy.trainer.build;

import static org.apache.spark.sql.functions.col;

import dev.understudy.trainer.corpus.CapturedTables;
import dev.understudy.trainer.dataset.FrozenTests;
import dev.understudy.trainer.example.Split;
import dev.understudy.trainer.privacy.SecretsFound;
import dev.understudy.trainer.run.Stage;
import dev.understudy.trainer.run.StageFolder;
import dev.understudy.trainer.run.StageRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Builds one training set: runs its stages, exports it, freezes its tests. */
final class SetBuild {
  private final SetPlan plan;
  private final OutFolder out;
  private final StageRunner runner;
  private final Set<Path> used = new HashSet<>();

  SetBuild(SetPlan plan, OutFolder out, StageRunner runner) {
    this.plan = plan;
    this.out = out;
    this.runner = runner;
  }

  /** The folders of stages that this build made or went on from. */
  Set<Path> used() {
    return used;
  }

  /**
   * Makes the set, unless it is there already.
   *
   * @throws IOException if that could not be done; the message says why and the remedy
   * @throws SecretsFound if there are credentials in it and the plan does not allow for that
   */
  FinishedSet run() throws IOException, SecretsFound {
    out.prepare(plan.name());
    CapturedTables captured = plan.listed();
    StageFolder filtered = through(plan.first(captured), null);
    requireRows(filtered); // tests that were frozen are no set of their own
    FrozenTests frozen = FrozenTests.open(out.frozen());
    StageFolder last = through(plan.then(drawnElsewhere(frozen, filtered)), filtered);
    requireRows(last);
    FinishedSet finished = new SetExport(plan, last, out, runner).run();
    freeze(frozen, last);
    return finished;
  }

  private StageFolder through(List<Stage> stages, @Nullable StageFolder input) throws IOException {
    StageFolder last = input;
    for (Stage stage : stages) {
      last = runner.run(stage, last, out.work());
      used.add(last.folder());
    }
    return Objects.requireNonNull(last, "at least one stage");
  }

  private void requireRows(StageFolder made) throws IOException {
    if (made.manifest().kept() == 0) {
      throw new IOException(NothingLeft.message(plan.name(), StageCounts.of(made)));
    }
  }

  /**
   * What is frozen but for the tests that this very plan draws: those are drawn again, the same, so
   * that a set that is built again is the same too.
   */
  FrozenTests drawnElsewhere(FrozenTests frozen, StageFolder filtered) {
    List<FrozenTests.Part> parts = frozen.parts();
    for (int chosen = 0; chosen < 1 << parts.size(); chosen++) {
      List<FrozenTests.Part> others = new ArrayList<>();
      List<FrozenTests.Part> own = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        ((chosen >> i & 1) == 1 ? others : own).add(parts.get(i));
      }
      FrozenTests elsewhere = frozen.only(others);
      String drawn = drawnBeside(elsewhere, filtered);
      if (own.stream().allMatch(each -> each.madeBy().equals(drawn))) {
        return elsewhere;
      }
    }
    return frozen;
  }

  /** The fingerprint of what the plan deals out where those are frozen. */
  String drawnBeside(FrozenTests frozen, StageFolder filtered) {
    List<Stage> then = plan.then(frozen);
    return runner.fingerprint(
        then.get(1), runner.fingerprint(then.get(0), filtered.manifest().fingerprint()));
  }

  private void freeze(FrozenTests frozen, StageFolder last) throws IOException {
    Dataset<Row> kept = last.rows(runner.spark()).filter(col("drop_reason").isNull());
    StageFolder dealt = Objects.requireNonNull(last.before(), "it was dealt out before");
    for (Split split : Split.values()) {
      if (split.isTest() && frozen.part(split) == null) {
        Dataset<Row> rows = kept.filter(col("split").equalTo(split.word()));
        if (!rows.isEmpty()) {
          frozen.freeze(split, rows, dealt.manifest().fingerprint());
        }
      }
    }
  }
}
