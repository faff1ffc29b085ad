package dev.understudy.trainer.training.mlflow;

import java.net.URI;
import java.util.Objects;

/**
 * Where runs are logged.
 *
 * @param url the server's, without {@code /api}
 * @param experiment the experiment's name; it is made where there is none
 * @param tokenVariable the environment variable that may hold a bearer token
 */
public record MlflowSettings(URI url, String experiment, String tokenVariable) {
  /** The variable that MLflow's own clients read. */
  public static final String TOKEN_VARIABLE = "MLFLOW_TRACKING_TOKEN";

  public MlflowSettings {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(tokenVariable, "tokenVariable");
  }
}
