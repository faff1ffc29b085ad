package dev.understudy.bench.micro;

import dev.understudy.bench.traffic.Ask;

/** The sizes of the calls that are measured, the same as in the load benchmark. */
public enum Shape {
  /** A request of 1 KB and an answer of 1 KB. */
  HTTP_1K(1_024, 1_024),
  /** A request of 16 KB and an answer of 4 KB. */
  HTTP_16K(16_384, 4_096),
  /** A request of 1 KB and a stream of 100 deltas. */
  SSE(1_024, 0);

  private static final int DELTAS = 100;

  private final int requestBytes;
  private final int answerBytes;

  Shape(int requestBytes, int answerBytes) {
    this.requestBytes = requestBytes;
    this.answerBytes = answerBytes;
  }

  Ask ask() {
    return answerBytes == 0 ? Ask.stream(DELTAS, 0) : Ask.answer(answerBytes);
  }

  int requestBytes() {
    return requestBytes;
  }
}
