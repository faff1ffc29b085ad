package dev.understudy.sink.store.s3;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts what is asked of S3 and what came of it, for {@link S3Health}. */
final class Counters implements ExecutionInterceptor {
  private static final ExecutionAttribute<Boolean> SENT =
      new ExecutionAttribute<>("dev.understudy.sent");

  private final LongAdder puts = new LongAdder();
  private final LongAdder putBytes = new LongAdder();
  private final LongAdder retries = new LongAdder();
  private final Map<FailureKind, LongAdder> failures = new EnumMap<>(FailureKind.class);
  private volatile @Nullable String problem;

  Counters() {
    for (FailureKind kind : FailureKind.values()) {
      failures.put(kind, new LongAdder());
    }
  }

  /** The SDK tells of each attempt of a call. */
  @Override
  public void beforeTransmission(Context.BeforeTransmission attempt, ExecutionAttributes call) {
    if (call.getAttribute(SENT) != null) {
      retries.increment();
    }
    call.putAttribute(SENT, true);
  }

  void put(long bytes) {
    puts.increment();
    putBytes.add(bytes);
  }

  void answered() {
    problem = null;
  }

  void failed(S3Failure failure) {
    Objects.requireNonNull(failures.get(failure.kind())).increment();
    if (failure.kind() != FailureKind.BREAKER_OPEN) {
      problem = failure.getMessage();
    }
  }

  @Nullable String problem() {
    return problem;
  }

  S3Health health(String breaker) {
    Map<FailureKind, Long> counts = new EnumMap<>(FailureKind.class);
    failures.forEach((kind, count) -> counts.put(kind, count.sum()));
    return new S3Health(breaker, puts.sum(), putBytes.sum(), retries.sum(), counts, problem);
  }
}
