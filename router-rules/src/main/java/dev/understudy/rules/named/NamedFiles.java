package dev.understudy.rules.named;

import dev.understudy.rules.Hybrid;
import dev.understudy.rules.NamedFile;
import dev.understudy.rules.Route;
import dev.understudy.rules.Rules;
import dev.understudy.rules.decision.Familiarity;
import dev.understudy.rules.decision.Learned;
import dev.understudy.rules.router.NamedRouters;
import dev.understudy.rules.yaml.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files that rules name, looked at or made ready to tell what they say of requests. */
public final class NamedFiles {
  private NamedFiles() {}

  /**
   * What the files tell of requests.
   *
   * @throws IOException if one is missing, damaged, or a router made for another route or student;
   *     the message says which, and the remedy
   */
  public static Learned learned(Rules rules, ForeignFiles foreign) throws IOException {
    Map<String, Familiarity> trained = new HashMap<>();
    for (Route route : rules.routes()) {
      Hybrid hybrid = route.launch().hybrid();
      if (hybrid != null && hybrid.trainedOn() != null) {
        try {
          trained.put(route.name(), foreign.trained(hybrid.trainedOn()));
        } catch (IOException unusable) {
          throw new IOException(
              "what the student of route '%s' was trained on cannot be told: %s"
                  .formatted(route.name(), unusable.getMessage()),
              unusable);
        }
      }
    }
    return new Learned(NamedRouters.of(rules), trained);
  }

  /**
   * What is wrong with the files, each problem where its file is named, in the order of places.
   *
   * @param source the rules' file as the user named it
   */
  public static List<Problem> problems(String source, Rules rules, ForeignFiles foreign) {
    List<Problem> problems = new ArrayList<>();
    for (NamedFile file : rules.files()) {
      try {
        open(file, rules, foreign);
      } catch (IOException unusable) {
        problems.add(
            new Problem(
                source, file.line(), file.column(), file.key() + ": " + unusable.getMessage()));
      }
    }
    problems.sort(Problem.BY_PLACE);
    return problems;
  }

  private static void open(NamedFile file, Rules rules, ForeignFiles foreign) throws IOException {
    switch (file.kind()) {
      case ROUTER -> {
        for (Route route : rules.routes()) {
          if (route.name().equals(file.route())) {
            NamedRouters.of(route);
          }
        }
      }
      case STUDENT -> foreign.trained(file.path());
      case SCHEMA -> foreign.checkSchema(file.path());
    }
  }
}
