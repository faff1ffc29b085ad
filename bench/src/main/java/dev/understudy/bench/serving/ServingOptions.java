package dev.understudy.bench.serving;

import dev.understudy.student.pretrained.Pretrained;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the command line asks for.
 *
 * @param encoders packaged encoders that are measured
 * @param cores numbers of cores a server gets
 * @param rounds how often each contender is measured, in turns
 * @param window how long one measurement takes
 * @param requests how many each student is asked while its memory is watched
 * @param speed whether speed is measured
 * @param memory whether memory is
 */
record ServingOptions(
    List<String> encoders,
    List<Integer> cores,
    int rounds,
    Duration window,
    long requests,
    boolean speed,
    boolean memory) {
  static final String USAGE =
      """
      usage: bench/serving [--encoders NAME,...] [--cores N,...] [--rounds N] [--requests N] [--only speed|memory] [--quick]
        --encoders  of %s (default all-MiniLM-L6-v2,e5-small-v2)
        --cores     how many cores a server gets (default 1,2)
        --rounds    measurements of each engine, in turns (default 5)
        --requests  to each student whose memory is watched (default 100000)
        --only      one of the two
        --quick     1 short round, 2,000 requests: to see that it works, not to compare
      """
          .formatted(String.join(", ", Pretrained.names()));

  ServingOptions {
    encoders = List.copyOf(encoders);
    cores = List.copyOf(cores);
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static ServingOptions parse(String... args) {
    List<String> encoders = List.of("all-MiniLM-L6-v2", "e5-small-v2");
    List<Integer> cores = List.of(1, 2);
    boolean quick = List.of(args).contains("--quick");
    int rounds = quick ? 1 : 5;
    long requests = quick ? 2_000 : 100_000;
    Duration window = Duration.ofSeconds(quick ? 1 : 4);
    String only = "";
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--encoders" -> encoders = List.of(value(args, ++i).split(",", -1));
        case "--cores" ->
            cores = Stream.of(value(args, ++i).split(",", -1)).map(Integer::valueOf).toList();
        case "--rounds" -> rounds = Integer.parseInt(value(args, ++i));
        case "--requests" -> requests = Long.parseLong(value(args, ++i));
        case "--only" -> only = oneOf(List.of("speed", "memory"), value(args, ++i));
        case "--quick" -> {}
        default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      }
    }
    encoders.forEach(each -> oneOf(Pretrained.names(), each));
    return new ServingOptions(
        encoders, cores, rounds, window, requests, !only.equals("memory"), !only.equals("speed"));
  }

  private static String oneOf(List<String> known, String found) {
    if (!known.contains(found)) {
      throw new IllegalArgumentException(
          "expected one of " + String.join(", ", known) + ", got '" + found + "'");
    }
    return found;
  }

  private static String value(String[] args, int index) {
    if (index == args.length) {
      throw new IllegalArgumentException(args[index - 1] + " needs a value");
    }
    return args[index];
  }
}
