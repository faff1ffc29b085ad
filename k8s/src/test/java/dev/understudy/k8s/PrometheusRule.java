package dev.understudy.k8s;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The prometheus-operator's object that holds alerts, as far as we use it. That its schema takes it
 * is asked apart; here are its fields, as the schema passes over others.
 */
record PrometheusRule(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {
  record Spec(List<Group> groups) {}

  record Group(String name, List<Rule> rules) {}

  record Rule(
      String alert,
      String expr,
      @JsonProperty("for") @Nullable String lasting,
      Map<String, String> labels,
      Map<String, String> annotations) {}
}
