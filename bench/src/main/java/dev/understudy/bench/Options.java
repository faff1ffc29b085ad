package dev.understudy.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param rounds how often each peer is measured, in turns
 * @param scenarios which scenarios run, in order
 * @param peers which peers take part; empty for all
 * @param window how long one measurement takes
 * @param warmUpCpu a proxy that compiles while it runs is warm after that much processor time
 * @param warmUpRequests or after that many requests
 * @param longRun how long the scenarios saturate that watch something grow
 * @param profile whether JVM peers are recorded in one further window, which no figure is taken of
 */
record Options(
    int rounds,
    List<String> scenarios,
    Set<String> peers,
    Duration window,
    Duration warmUpCpu,
    long warmUpRequests,
    Duration longRun,
    boolean profile) {
  static final List<String> SCENARIOS =
      List.of(
          "http-1k",
          "http-16k",
          "sse",
          "latency",
          "streams",
          "drain",
          "shadow",
          "shadow-silent",
          "hybrid");
  static final List<String> PEERS =
      List.of("nginx", "vertx", "vertx-capture", "portkey", "understudy");
  static final String USAGE =
      """
      usage: bench/run [--rounds N] [--only SCENARIO,...] [--peers PEER,...] [--quick] [--profile]
        --rounds N  measurements of each peer, in turns (default 5)
        --only      of %s
        --peers     of %s
        --quick     2 rounds, short windows and warm-up: to see that it works, not to compare
        --profile   after the rounds, one window more with a flight recording of JVM peers
      """
          .formatted(String.join(", ", SCENARIOS), String.join(", ", PEERS));

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static Options parse(String... args) {
    int rounds = 0;
    boolean quick = false;
    boolean profile = false;
    List<String> scenarios = SCENARIOS;
    Set<String> peers = Set.copyOf(PEERS);
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> quick = true;
        case "--profile" -> profile = true;
        case "--rounds" -> rounds = positive(value(args, ++i));
        case "--only" -> scenarios = List.copyOf(oneOf("scenario", SCENARIOS, value(args, ++i)));
        case "--peers" -> peers = oneOf("peer", PEERS, value(args, ++i));
        default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      }
    }
    return quick
        ? new Options(
            rounds == 0 ? 2 : rounds,
            scenarios,
            peers,
            Duration.ofSeconds(2),
            Duration.ofSeconds(4),
            60_000,
            Duration.ofSeconds(15),
            profile)
        : new Options(
            rounds == 0 ? 5 : rounds,
            scenarios,
            peers,
            Duration.ofSeconds(6),
            Duration.ofSeconds(22),
            500_000,
            Duration.ofSeconds(60),
            profile);
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  private static int positive(String text) {
    if (!text.matches("[1-9][0-9]{0,2}")) {
      throw new IllegalArgumentException("--rounds must be within 1 and 999, got '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static Set<String> oneOf(String kind, List<String> known, String list) {
    Set<String> chosen = new LinkedHashSet<>(Arrays.asList(list.split(",", -1)));
    for (String name : chosen) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "no %s named '%s'; known: %s".formatted(kind, name, String.join(", ", known)));
      }
    }
    return chosen;
  }
}
