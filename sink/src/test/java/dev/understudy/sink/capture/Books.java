package dev.understudy.sink.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;

/** What must be true of a capture's accounting while nothing is on its way. */
final class Books {
  private Books() {}

  /** Asserts that every entry offered is in the spool, in the store, or dropped for a reason. */
  static Accounting assertBalanced(Capture capture) {
    Accounting all = assertAdded(capture);
    assertThat(all.pending()).as("pending of %s", all).isZero();
    return all;
  }

  /** Likewise, while some may be pending. */
  static Accounting assertAdded(Capture capture) {
    Accounting all = capture.accounting();
    assertThat(all.offered())
        .as("offered of %s", all)
        .isEqualTo(all.pending() + all.spooled() + all.stored() + reasons(all));
    long offered = 0;
    long stored = 0;
    long spooled = 0;
    for (Table table : Table.values()) {
      Accounting one = capture.accounting(table);
      assertThat(one.offered())
          .as("offered of %s: %s", table, one)
          .isEqualTo(one.pending() + one.spooled() + one.stored() + reasons(one));
      offered += one.offered();
      stored += one.stored();
      spooled += one.spooled();
    }
    assertThat(new long[] {offered, spooled, stored})
        .as("offered, spooled and stored of all tables together")
        .containsExactly(all.offered(), all.spooled(), all.stored());
    return all;
  }

  /** As {@link #assertBalanced}, and nothing is left in the spool. */
  static Accounting assertSettled(Capture capture) {
    Accounting all = assertBalanced(capture);
    assertThat(all.spooled()).as("spooled of %s", all).isZero();
    return all;
  }

  private static long reasons(Accounting books) {
    return books.dropped().values().stream().mapToLong(Long::longValue).sum();
  }
}
