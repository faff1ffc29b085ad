package dev.understudy.rules.decision;

import java.util.Map;

/**
 * What files that rules name tell of requests, by the name of the route that names them. Bodies of
 * more than {@value #MOST_BYTES} bytes are asked of neither, as reading them would keep the event
 * loop from others: such requests are hard, or too long for what the student was trained on.
 *
 * @param easy what stands in for learned routers; under a route whose rules name one that is
 *     missing here nothing is easy
 * @param trained what students were trained for; under a route whose rules name a description that
 *     is missing here its student was trained for nothing
 */
public record Learned(Map<String, Easiness> easy, Map<String, Familiarity> trained) {
  /** The longest body, in bytes, that is asked of routers and descriptions: 1 MiB. */
  public static final int MOST_BYTES = 1 << 20;

  /** Nothing. */
  public static final Learned NONE = new Learned(Map.of(), Map.of());

  public Learned {
    easy = Map.copyOf(easy);
    trained = Map.copyOf(trained);
  }
}
