package dev.understudy.gateway.demo.loop;

/**
 * A part of the demo's file of rules.
 *
 * @param upstreams the lines below {@code upstreams:}, each ended
 * @param routes the lines below {@code routes:}, each ended
 */
public record RulesPart(String upstreams, String routes) {
  /** A file of rules of this part alone. */
  public String alone() {
    return "version: 1\nupstreams:\n" + upstreams + "routes:\n" + routes;
  }

  /** This part with another behind it: of two routes that match, the first counts. */
  public RulesPart before(RulesPart other) {
    return new RulesPart(upstreams + other.upstreams, routes + other.routes);
  }
}
