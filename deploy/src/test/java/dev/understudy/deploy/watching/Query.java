package dev.understudy.deploy.watching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a query in PromQL asks for. That it is one is for promtool to say; this finds names in it.
 *
 * @param text the query
 */
record Query(String text) {
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:understudy|jvm|process|system)_[a-z0-9_]+)(?:\\{([^}]*)})?");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("\\b(?:by|ignoring|on) \\(([^)]*)\\)");

  /** What is wrong with it, given what there is; each with the query. */
  List<String> problems(Scrape scrape) {
    List<String> problems = new ArrayList<>();
    Set<String> labels = new TreeSet<>();
    for (MatchResult metric : METRIC.matcher(text).results().toList()) {
      String name = metric.group(1);
      if (!scrape.has(name)) {
        problems.add("no metric " + name + " in: " + text);
      }
      labels.addAll(scrape.labels(name));
      if (metric.group(2) != null) {
        for (MatchResult matcher : MATCHER.matcher(metric.group(2)).results().toList()) {
          check(name, matcher, scrape, problems);
        }
      }
    }
    for (MatchResult grouping : GROUPING.matcher(text).results().toList()) {
      for (String label : grouping.group(1).split(",\\s*", -1)) {
        if (!labels.contains(label.strip())) {
          problems.add("no label " + label + " in: " + text);
        }
      }
    }
    return problems;
  }

  private void check(String name, MatchResult matcher, Scrape scrape, List<String> problems) {
    String label = matcher.group(1);
    if (!scrape.labels(name).contains(label)) {
      problems.add("no label " + label + " of " + name + " in: " + text);
    } else if (matcher.group(2).startsWith("=") && !matcher.group(3).startsWith("$")) {
      for (String value : matcher.group(3).split("\\|", -1)) {
        if (!scrape.values(name, label).contains(value)) {
          problems.add("no " + label + " '" + value + "' of " + name + " in: " + text);
        }
      }
    }
  }
}
