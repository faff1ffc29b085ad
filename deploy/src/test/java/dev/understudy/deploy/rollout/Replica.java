package dev.understudy.deploy.rollout;

import dev.understudy.deploy.running.Caller;
import dev.understudy.deploy.running.GatewayProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** One gateway of several over one folder of captures, and what its admin port tells. */
final class Replica implements AutoCloseable {
  private static final Caller CALLER = new Caller();

  private final GatewayProcess process;

  private Replica(GatewayProcess process) {
    this.process = process;
  }

  /** Starts one that does not wait long for calls in flight when it is to end. */
  static Replica start(Path folder, String instance, URI teacher, Path rules, String further)
      throws Exception {
    return start(folder, instance, teacher, rules, "{deadline: 2s}", further);
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param folder where the captures are, and the spool, which is this gateway's own
   * @param shutdown how it ends, in YAML
   * @param further settings that go into the configuration as they are
   */
  static Replica start(
      Path folder, String instance, URI teacher, Path rules, String shutdown, String further)
      throws Exception {
    Path config = folder.resolve(instance + ".yaml");
    Files.writeString(
        config,
        """
        instance: %s
        listen: 127.0.0.1:0
        admin: 127.0.0.1:0
        event_loops: 2
        teacher: "%s"
        rules: "%s"
        shutdown: %s
        capture:
          store: "%s"
          spool: "%s"
        """
                .formatted(
                    instance,
                    teacher,
                    rules,
                    shutdown,
                    folder.resolve("captures"),
                    folder.resolve("spool-" + instance))
            + further);
    return new Replica(GatewayProcess.configuredBy(config));
  }

  /** Starts several at a time: {@code gateway-0}, {@code gateway-1} and so on. */
  static List<Replica> startAll(int count, Path folder, URI teacher, Path rules) throws Exception {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(
            number -> {
              try {
                return start(folder, "gateway-" + number, teacher, rules, "");
              } catch (Exception e) {
                throw new IllegalStateException("gateway-" + number + " did not start", e);
              }
            })
        .toList();
  }

  /** Where applications connect. */
  URI url() {
    return process.url();
  }

  /** The process. */
  GatewayProcess process() {
    return process;
  }

  /** A page of the admin port as text, whatever its status. */
  String page(String path) throws Exception {
    return CALLER.get(process.admin().resolve(path));
  }

  /** The share of the keys that a route's student serves now. */
  double share(String route) throws Exception {
    return metric("understudy_rollout_share", label("route", route));
  }

  /** Whether a route's rollout is in that state. */
  boolean is(String state, String route) throws Exception {
    return metric("understudy_rollout_state", label("route", route), label("state", state)) == 1;
  }

  /** How many observations of a metric all gateways made since the evidence began. */
  double observations(String route, String metric) throws Exception {
    return metric(
        "understudy_rollout_observations", label("route", route), label("metric", metric));
  }

  /** A label as the metrics page writes it. */
  static String label(String name, String value) {
    return name + "=\"" + value + "\"";
  }

  /** The sum over all samples of that name in whose labels all of these stand. */
  double metric(String name, String... labels) throws Exception {
    return page("/metrics")
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .filter(line -> List.of(labels).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    process.close();
  }
}
