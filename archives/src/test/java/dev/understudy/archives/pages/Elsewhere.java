package dev.understudy.archives.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that this test does not run.
 *
 * @param begins how they begin, or, after a {@code *}, what stands in them
 * @param why why not, and who does where somebody does
 */
record Elsewhere(String begins, String why) {
  static final List<Elsewhere> ALL =
      List.of(
          new Elsewhere("./mvnw ", "builds this very test; CI runs verify, the launcher package"),
          new Elsewhere("./understudy demo", "takes minutes; CI runs it, with all it shows"),
          new Elsewhere("bench/", "takes minutes of an idle machine, or data that is not ours"),
          new Elsewhere("deploy/images/build ", "ImagesTest in k8s runs it"),
          new Elsewhere("deploy/prometheus/render ", "MonitoringTest in k8s runs it"),
          new Elsewhere("sudo ", "changes the machine; PagesTest in k8s tries what it can"),
          new Elsewhere("docker ", "needs Docker; PagesTest in k8s reads what it names"),
          new Elsewhere("kubectl ", "needs a cluster; PagesTest in k8s does what needs none"),
          new Elsewhere("aws ", "needs AWS"),
          new Elsewhere("* --captures s3://", "needs AWS; CapturesInS3Test in deploy runs it"),
          new Elsewhere("*spark://HOST:7077", "needs a cluster of Spark"),
          new Elsewhere("* org.apache.spark.deploy.master.Master ", "needs a cluster of Spark"),
          new Elsewhere("* --judge ", "needs two models that write; JudgeTest in trainer does it"));

  /** The one that speaks of that command, or null. */
  static @Nullable Elsewhere of(String command) {
    return ALL.stream().filter(each -> each.speaksOf(command)).findFirst().orElse(null);
  }

  boolean speaksOf(String command) {
    return begins.startsWith("*")
        ? command.contains(begins.substring(1))
        : command.startsWith(begins);
  }
}
