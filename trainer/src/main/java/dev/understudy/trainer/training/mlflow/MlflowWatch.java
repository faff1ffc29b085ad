package dev.understudy.trainer.training.mlflow;

import dev.understudy.trainer.training.Figures;
import dev.understudy.trainer.training.Measure;
import dev.understudy.trainer.training.TrainingPlan;
import dev.understudy.trainer.training.TrainingWatch.Point;
import dev.understudy.trainer.training.record.RunWatch;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Logs runs at an MLflow server: settings as parameters, the learning curve and final figures as
 * metrics, the run's name and set as tags. A server that cannot be reached, or refuses, is told of
 * once and then left alone; the training goes on. A run that goes on after a kill is a new one
 * there. Of one thread.
 */
public final class MlflowWatch implements RunWatch {
  private static final int MOST_PARAMS = 100;
  private static final int LONGEST_PARAM = 500; // what all releases of the server take

  private final MlflowSettings settings;
  private final MlflowServer server;
  private final Consumer<String> warning;
  private boolean isLost;
  private @Nullable String experiment;
  private @Nullable String run;

  /**
   * A watch over runs, one after another.
   *
   * @param environment what environment variables hold
   * @param warning is told once why nothing more is logged
   */
  public MlflowWatch(
      MlflowSettings settings,
      UnaryOperator<@Nullable String> environment,
      Consumer<String> warning) {
    this.settings = settings;
    this.server = new MlflowServer(settings, environment);
    this.warning = warning;
  }

  /** Speaks with the server. */
  @FunctionalInterface
  private interface Call {
    void run() throws IOException, InterruptedException;
  }

  @Override
  public void began(String id, TrainingPlan plan, Instant now) {
    run = null;
    attempt(
        () -> {
          String home = experiment == null ? server.experiment() : experiment;
          experiment = home;
          Map<String, String> tags = new LinkedHashMap<>();
          tags.put("understudy.run", id);
          tags.put("understudy.set_fingerprint", plan.setFingerprint());
          String made = server.create(home, id, now, tags);
          run = made;
          for (Map<String, String> part : parts(params(plan))) {
            server.log(made, part, List.of());
          }
        });
  }

  @Override
  public void reached(Point point, Instant now) {
    List<MlflowServer.Metric> metrics = new ArrayList<>();
    add(metrics, "loss", point.trainLoss(), now, point.step());
    add(metrics, "learning_rate", point.learningRate(), now, point.step());
    add(metrics, "validation_loss", point.validationLoss(), now, point.step());
    add(metrics, "validation_accuracy", point.validationAccuracy(), now, point.step());
    add(metrics, "tokens_per_second", point.tokensPerSecond(), now, point.step());
    log(metrics);
  }

  @Override
  public void finished(Figures figures, Instant now) {
    List<MlflowServer.Metric> metrics = new ArrayList<>();
    for (Measure each : Measure.values()) {
      add(metrics, "final_validation_" + each.word(), each.of(figures), now, 0);
    }
    log(metrics);
    end("FINISHED", now);
  }

  @Override
  public void failed(Instant now) {
    end("FAILED", now);
  }

  private void log(List<MlflowServer.Metric> metrics) {
    String to = run;
    if (to != null) {
      attempt(() -> server.log(to, Map.of(), metrics));
    }
  }

  private void end(String status, Instant now) {
    String ended = run;
    if (ended != null) {
      attempt(() -> server.end(ended, status, now));
    }
  }

  private static void add(
      List<MlflowServer.Metric> metrics, String key, double value, Instant now, long step) {
    if (Double.isFinite(value)) {
      metrics.add(new MlflowServer.Metric(key, value, now.toEpochMilli(), step));
    }
  }

  /** Settings by dotted keys, as an experiment's file varies them. */
  private static Map<String, String> params(TrainingPlan plan) {
    Map<String, String> params = new LinkedHashMap<>();
    flatten("", plan.settings(), params);
    return params;
  }

  private static void flatten(String path, Map<?, ?> settings, Map<String, String> into) {
    settings.forEach(
        (key, value) -> {
          String at = path.isEmpty() ? key.toString() : path + "." + key;
          if (value instanceof Map<?, ?> deeper) {
            flatten(at, deeper, into);
          } else {
            String text = String.valueOf(value);
            into.put(at, text.substring(0, Math.min(text.length(), LONGEST_PARAM)));
          }
        });
  }

  private static List<Map<String, String>> parts(Map<String, String> all) {
    List<Map<String, String>> parts = new ArrayList<>();
    Map<String, String> part = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : all.entrySet()) {
      if (part.size() == MOST_PARAMS) {
        parts.add(part);
        part = new LinkedHashMap<>();
      }
      part.put(each.getKey(), each.getValue());
    }
    parts.add(part);
    return parts;
  }

  private void attempt(Call call) {
    if (isLost) {
      return;
    }
    try {
      call.run();
    } catch (IOException lost) {
      lose(lost);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      lose(stopped);
    } catch (IllegalArgumentException unusable) {
      // Its message may hold the token.
      lose(new IOException("the address or the token cannot be sent in an HTTP request"));
    }
  }

  private void lose(Exception why) {
    isLost = true;
    run = null;
    String told = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    warning.accept(
        "MLflow at %s cannot be used, nothing more is logged there: %s"
            .formatted(settings.url(), told));
  }
}
