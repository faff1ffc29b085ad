package dev.understudy.k8s;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;

/**
 * The prometheus-operator's object that tells which pods are scraped, as far as we use it. That its
 * schema takes it is asked apart; here are its fields, as the schema passes over others.
 */
record PodMonitor(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
  record Spec(LabelSelector selector, List<Endpoint> podMetricsEndpoints) {}

  record Endpoint(String port, String path, String interval) {}
}
