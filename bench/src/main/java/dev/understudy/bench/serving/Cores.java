package dev.understudy.bench.serving;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cores a server may use, from the first. PyTorch takes a thread for each.
 *
 * @param count at least 1
 */
record Cores(int count) {
  /** As {@code taskset} takes them. */
  String list() {
    return IntStream.range(0, count).mapToObj(Integer::toString).collect(Collectors.joining(","));
  }
}
