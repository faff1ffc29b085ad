package dev.understudy.deploy.watching;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A page of metrics: which there are, and with which labels. */
final class Scrape {
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+$");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** By metric, by label, the values. */
  private final Map<String, Map<String, Set<String>>> metrics = new TreeMap<>();

  /** What is on that page, in Prometheus' text format. */
  Scrape(String page) {
    for (MatchResult sample : SAMPLE.matcher(page).results().toList()) {
      Map<String, Set<String>> labels =
          metrics.computeIfAbsent(sample.group(1), name -> new HashMap<>());
      if (sample.group(2) != null) {
        for (MatchResult label : LABEL.matcher(sample.group(2)).results().toList()) {
          labels.computeIfAbsent(label.group(1), name -> new HashSet<>()).add(label.group(2));
        }
      }
    }
  }

  /** Whether there is a metric of that name; a histogram also has its name alone. */
  boolean has(String name) {
    return metrics.containsKey(name) || metrics.containsKey(name + "_count");
  }

  /** The names of our own metrics; of histograms their own name alone. */
  Set<String> own() {
    Set<String> own = new TreeSet<>();
    for (String name : metrics.keySet()) {
      String whole = name.replaceAll("_(bucket|count|sum|max)$", "");
      boolean histogram = metrics.containsKey(whole + "_count");
      if (name.startsWith("understudy_")) {
        own.add(histogram ? whole : name);
      }
    }
    return own;
  }

  /** The names of a metric's labels, with those that Prometheus adds on servers and clusters. */
  Set<String> labels(String name) {
    Set<String> labels = new TreeSet<>(Set.of("instance", "job", "namespace", "pod"));
    for (String each : new String[] {name, name + "_bucket", name + "_count"}) {
      labels.addAll(metrics.getOrDefault(each, Map.of()).keySet());
    }
    return labels;
  }

  /** The values of one of a metric's labels. */
  Set<String> values(String name, String label) {
    return metrics.getOrDefault(name, Map.of()).getOrDefault(label, Set.of());
  }
}
