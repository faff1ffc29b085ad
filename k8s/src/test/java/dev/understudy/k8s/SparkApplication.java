package dev.understudy.k8s;

import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The spark-operator's object, as far as we use it: no registry has its schema. Names and types are
 * those of {@code api/v1beta2/sparkapplication_types.go} in kubeflow/spark-operator.
 */
record SparkApplication(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
  record Spec(
      String type,
      String mode,
      String sparkVersion,
      String image,
      String mainClass,
      String mainApplicationFile,
      List<String> arguments,
      Map<String, String> sparkConf,
      List<Volume> volumes,
      Restart restartPolicy,
      @Nullable Long timeToLiveSeconds,
      PodOfDriver driver,
      PodOfExecutor executor) {
    Spec {
      oneOf("type", type, "Java", "Python", "Scala", "R");
      oneOf("mode", mode, "cluster", "client");
      if (sparkVersion == null
          || mainApplicationFile == null
          || driver == null
          || executor == null) {
        throw new IllegalArgumentException(
            "sparkVersion, mainApplicationFile, driver and executor are required");
      }
    }
  }

  record Restart(
      String type,
      @Nullable Integer onFailureRetries,
      @Nullable Long onFailureRetryInterval,
      @Nullable Integer onSubmissionFailureRetries,
      @Nullable Long onSubmissionFailureRetryInterval) {
    Restart {
      oneOf("type", type, "Never", "Always", "OnFailure");
    }
  }

  record PodOfDriver(
      Integer cores,
      String memory,
      String memoryOverhead,
      String serviceAccount,
      Map<String, String> labels,
      List<EnvFromSource> envFrom,
      PodSecurityContext podSecurityContext,
      SecurityContext securityContext,
      List<VolumeMount> volumeMounts) {}

  record PodOfExecutor(
      Integer instances,
      Integer cores,
      String memory,
      String memoryOverhead,
      Map<String, String> labels,
      List<EnvFromSource> envFrom,
      PodSecurityContext podSecurityContext,
      SecurityContext securityContext,
      List<VolumeMount> volumeMounts) {}

  private static void oneOf(String field, String value, String... words) {
    if (!List.of(words).contains(value)) {
      throw new IllegalArgumentException(field + " must be one of " + List.of(words));
    }
  }
}
