package dev.understudy.bench.micro;

import dev.understudy.diff.drift.InputProfile;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.ProfileDraft;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.prompt.template.Prompts;
import dev.understudy.gateway.named.TrainedInputs;
import dev.understudy.rules.decision.Withheld;
import dev.understudy.rules.request.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/**
 * What it costs to tell of one request whether a student was trained for it: its bytes to a reason.
 * A router is asked besides, see {@link RouterScoring}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class TrainingScoring {
  private static final String PATH = "/v1/chat/completions";

  /** How long the requests are. */
  @Param({"1024", "4096", "16384"})
  public int bytes = 4_096;

  private @Nullable TrainedInputs inputs;
  private List<byte[]> requests = List.of();
  private int next;

  /** Makes requests of different words, and a student that was trained on such. */
  @Setup(Level.Trial)
  public void make() {
    requests = ChatBodies.of(bytes);
    inputs = new TrainedInputs(new StudentInputs(profile(requests), Prompts.NONE, null));
  }

  /** The profile of a student that was trained on requests of so many bytes. */
  public static InputProfile profile(int bytes) {
    return profile(ChatBodies.of(bytes));
  }

  private static InputProfile profile(List<byte[]> requests) {
    InputReader reader = new InputReader(Prompts.NONE);
    List<ProfileDraft.Row> rows = new ArrayList<>();
    for (byte[] body : requests) {
      String text = new String(body, StandardCharsets.UTF_8);
      rows.add(
          new ProfileDraft.Row(
              "row-" + rows.size(),
              Objects.requireNonNull(
                  reader.read(new CapturedRequest("chat", null, null, text, false)))));
    }
    return ProfileDraft.of(rows);
  }

  private byte[] body() {
    byte[] body = requests.get(next);
    next = (next + 1) % requests.size();
    return body;
  }

  /** Tells of one request; always that nothing speaks against it, which takes longest. */
  @Benchmark
  public @Nullable Withheld lacking() {
    return Objects.requireNonNull(inputs).lacking(body(), PATH);
  }

  /** What every request with rules costs: the facts that they ask for, in a pass of its own. */
  @Benchmark
  public @Nullable RequestBody facts() {
    return RequestBody.read(body(), PATH);
  }
}
