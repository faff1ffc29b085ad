package dev.understudy.trainer.build;

import dev.understudy.exchange.Comparison;
import dev.understudy.exchange.Entry;
import dev.understudy.exchange.Feedback;
import dev.understudy.exchange.Verdict;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.judging.Judgement;
import dev.understudy.gateway.recent.Ruling;
import dev.understudy.sink.drain.Rows;
import dev.understudy.sink.parquet.TableFileWriter;
import dev.understudy.sink.parquet.TableLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway captured, call by call, written into a folder as its drain writes it. The same
 * seed gives the same identifiers, times and bytes.
 */
public final class CapturedTraffic {
  private static final Duration STEP = Duration.ofSeconds(1);

  private final Random dice;
  private final Rows rows = new Rows(WireReader.withTokenEstimates()::read);
  private final List<Entry> entries = new ArrayList<>();
  private Instant clock;

  public CapturedTraffic(long seed, Instant begin) {
    this.dice = new Random(seed);
    this.clock = begin;
  }

  /** Captures a call, a second after what came before, and gives the request's identifier. */
  public String add(Call call) {
    return add(call, id());
  }

  /** Captures another exchange of a request, such as what a student answered for comparison. */
  String add(Call call, String requestId) {
    UUID request = UUID.fromString(requestId);
    return add(request, call.exchange(request, UUID.fromString(id()), clock));
  }

  private String add(UUID request, Entry entry) {
    entries.add(entry);
    clock = clock.plus(STEP);
    return request.toString();
  }

  /** What was captured last, once more, as a delivery that is repeated brings it. */
  void repeatLast() {
    entries.add(entries.get(entries.size() - 1));
  }

  /** Captures what came of comparing a student's answer. */
  void compared(String requestId, String student, Verdict verdict, double score) {
    UUID request = UUID.fromString(requestId);
    add(
        request,
        new Comparison(
            request,
            clock,
            "gateway-0",
            null,
            "moderation",
            student,
            null,
            "json",
            verdict,
            score,
            List.of(),
            List.of(),
            false,
            null,
            null));
  }

  /** Captures what a person said of an answer. */
  void judged(String requestId, @Nullable String label, @Nullable String correction) {
    UUID request = UUID.fromString(requestId);
    add(request, new Feedback(request, clock, "gateway-0", null, label, correction, "human", null));
  }

  /** Captures what somebody said on the gateway's console. */
  void judged(String requestId, Judgement judgement, @Nullable Ruling before) {
    UUID request = UUID.fromString(requestId);
    add(request, judgement.feedback(request, before, clock, "gateway-0"));
  }

  /** Writes all that was captured since the last time, as one segment of that name. */
  public void writeTo(Path captures, String segment) throws IOException {
    Map<String, List<Entry>> files = new TreeMap<>();
    for (Entry each : entries) {
      String name =
          TableLayout.of(each.table())
              .fileName(TableLayout.partition(each.at()), each.instance(), segment);
      files.computeIfAbsent(name, any -> new ArrayList<>()).add(each);
    }
    for (Map.Entry<String, List<Entry>> file : files.entrySet()) {
      write(captures.resolve(file.getKey()), file.getValue(), segment);
    }
    entries.clear();
  }

  private void write(Path file, List<Entry> some, String segment) throws IOException {
    Files.createDirectories(file.getParent());
    Entry first = some.get(0);
    try (TableFileWriter writer =
        TableFileWriter.create(file, first.table(), first.instance(), segment)) {
      for (Entry each : some) {
        writer.write(rows.of(each));
      }
    }
  }

  /** A UUIDv7 (RFC 9562, section 5.7). */
  private String id() {
    long time = clock.toEpochMilli() << 16 | 0x7000 | dice.nextInt(0x1000);
    return new UUID(time, dice.nextLong() >>> 2 | Long.MIN_VALUE).toString();
  }
}
