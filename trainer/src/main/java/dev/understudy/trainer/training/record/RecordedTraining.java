package dev.understudy.trainer.training.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.student.artefact.StudentFolder;
import dev.understudy.trainer.run.Sha256;
import dev.understudy.trainer.run.Version;
import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.Training;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingWatch;
import dev.understudy.trainer.training.data.SetFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A training that leaves a run's folder behind, written as it goes. */
public final class RecordedTraining {
  private static final String STATUS = "status";

  private final TrainingPlan plan;
  private final RunFolder run;
  private final InstantSource clock;
  private final List<RunWatch> watches;
  private final Map<String, Object> record = new LinkedHashMap<>();

  /**
   * A training that will be run.
   *
   * @param runs where all runs lie
   * @param watches are told how it goes
   * @throws IOException if the plan's set cannot be read
   */
  public RecordedTraining(TrainingPlan plan, Path runs, InstantSource clock, List<RunWatch> watches)
      throws IOException {
    this.plan = plan;
    this.run = RunFolder.of(runs, plan);
    this.clock = clock;
    this.watches = List.copyOf(watches);
  }

  /**
   * The folder of a plan's finished run: as it is, or made now, with its student inside.
   *
   * @throws IOException as {@link #run} does
   */
  public static RunFolder finished(
      TrainingPlan plan, Path runs, InstantSource clock, List<RunWatch> watches)
      throws IOException {
    RunFolder run = RunFolder.of(runs, plan);
    if (!run.isFinished()) {
      new RecordedTraining(plan.into(run.student()), runs, clock, watches).run();
    }
    return run;
  }

  /** Its folder. */
  public RunFolder folder() {
    return run;
  }

  /**
   * Trains, goes on with what a kill left, or trains anew what was finished.
   *
   * @throws IOException as {@link Training#run} does; the record then says that it failed
   */
  public Training.Trained run() throws IOException {
    Files.createDirectories(run.folder());
    JsonNode before = run.json();
    // What failed goes on from its last checkpoint, too, and so does its curve.
    boolean goesOn = List.of("running", "failed").contains(before.path(STATUS).asText());
    if (!goesOn) {
      Files.deleteIfExists(run.folder().resolve("curve.csv"));
    }
    Instant now = clock.instant();
    begin(goesOn ? before : null, now);
    Curve curve = Curve.open(run.folder().resolve("curve.csv"));
    watches.forEach(watch -> watch.began(run.id(), plan, now));
    try {
      Training.Trained trained = new Training(plan, now, point -> reached(curve, point)).run();
      finish(trained, now);
      return trained;
    } catch (IOException | RuntimeException failure) {
      fail(failure, now);
      if (failure instanceof UncheckedIOException unchecked) {
        throw unchecked.getCause();
      }
      throw failure;
    }
  }

  private void begin(@Nullable JsonNode before, Instant now) throws IOException {
    record.put("format", RunFolder.FORMAT);
    record.put("version", RunFolder.VERSION);
    record.put("id", run.id());
    record.put("fingerprint", plan.fingerprint());
    record.put(STATUS, "running");
    record.put("started", before == null ? now.toString() : before.path("started").asText());
    record.put("attempts", before == null ? 1 : before.path("attempts").asInt() + 1);
    record.put("program", Version.current());
    record.put("java", System.getProperty("java.version"));
    record.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    record.put("device", plan.student().deviceHere());
    record.put("settings", plan.settings());
    record.put("set", manifest());
    run.write(record);
  }

  /** Without its stages and files: how rows were made is told where they lie. */
  private JsonNode manifest() throws IOException {
    JsonNode manifest = SetFolder.manifest(plan.set());
    return manifest instanceof ObjectNode object
        ? object.without(List.of("inputs", "stages", "files"))
        : manifest;
  }

  private void reached(Curve curve, TrainingWatch.Point point) {
    try {
      curve.add(point);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    Instant now = clock.instant();
    watches.forEach(watch -> watch.reached(point, now));
  }

  private void finish(Training.Trained trained, Instant begun) throws IOException {
    run.writeDecided(trained.decided());
    record.put("labels", trained.counts());
    record.put("figures", figures(trained.figures()));
    record.put("majority", figures(trained.majority()));
    StudentFolder student = trained.folder();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("folder", student.folder().toString());
    told.put("version", student.description().modelVersion());
    told.put("sha256", Sha256.of(student.file(StudentFolder.FILE)));
    record.put("student", told);
    Instant now = end("finished", begun);
    watches.forEach(watch -> watch.finished(trained.figures(), now));
  }

  private void fail(Exception failure, Instant begun) throws IOException {
    record.put("problem", String.valueOf(failure.getMessage()));
    Instant now = end("failed", begun);
    watches.forEach(watch -> watch.failed(now));
  }

  private Instant end(String status, Instant begun) throws IOException {
    Instant now = clock.instant();
    record.put(STATUS, status);
    record.put("finished", now.toString());
    record.put("seconds", Duration.between(begun, now).toMillis() / 1000.0);
    run.write(record);
    return now;
  }

  /** Figures as JSON has them. */
  public static JsonNode figures(Figures figures) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("rows", figures.rows())
        .put("accuracy", figures.accuracy())
        .put("balanced_accuracy", figures.balancedAccuracy())
        .put("macro_f1", figures.macroF1())
        .put("loss", figures.loss());
  }
}
