package dev.understudy.bench.micro;

import dev.understudy.rules.router.Fact;
import dev.understudy.rules.router.LearnedRouter;
import dev.understudy.rules.router.LearnedRouter.Calibration;
import dev.understudy.rules.router.LearnedRouter.FactWeight;
import dev.understudy.rules.router.RequestReader;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to ask a learned router about one request: its bytes to a score. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class RouterScoring {
  /** How long the requests are. */
  @Param({"1024", "4096", "16384"})
  public int bytes = 4_096;

  /** The longest runs of letters that are read; 0 for words alone. */
  @Param({"0", "3"})
  public int letters;

  private LearnedRouter router = router(0);
  private List<byte[]> requests = List.of();
  private int next;

  /** Makes the router, and requests of different words. */
  @Setup(Level.Trial)
  public void make() {
    router = router(letters);
    requests = ChatBodies.of(bytes);
  }

  /** A router of any weights: what they are makes no difference. */
  public static LearnedRouter router(int letters) {
    RequestReader reader = RequestReader.DEFAULT.withLetters(letters);
    Random dice = new Random(1);
    float[] table = new float[1 << reader.ngrams().bits()];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) dice.nextGaussian();
    }
    FactWeight fact = new FactWeight(0.1, 0, 10);
    return new LearnedRouter(
        reader, Collections.nCopies(Fact.values().length, fact), table, 0, Calibration.NONE);
  }

  /** Scores one request. */
  @Benchmark
  public double score() {
    byte[] body = requests.get(next);
    next = (next + 1) % requests.size();
    return router.score(body, "/v1/chat/completions");
  }
}
