package dev.understudy.gateway.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.exchange.Entry;
import dev.understudy.gateway.config.CaptureSettings;
import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Recording;
import dev.understudy.rules.Redaction;
import dev.understudy.sink.redaction.Detector;
import dev.understudy.sink.redaction.PseudonymKey;
import dev.understudy.sink.redaction.Redacted;
import dev.understudy.sink.redaction.RedactionPolicy;
import dev.understudy.sink.redaction.Redactor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is taken out of records, as settings and rules say: each set of terms is made ready once.
 * Safe for every thread.
 */
public final class Redactions {
  private final Redaction usual;
  private final @Nullable PseudonymKey pseudonyms;
  private final MeterRegistry registry;
  private final Map<Redaction, UnaryOperator<Entry>> ready = new ConcurrentHashMap<>();
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  /** By those settings; what is taken out is counted in that registry. */
  public Redactions(CaptureSettings settings, MeterRegistry registry) {
    Secret key = settings.pseudonyms();
    this.registry = registry;
    this.usual = settings.redact();
    this.pseudonyms = key == null ? null : PseudonymKey.of(key.secret().getBytes(UTF_8));
  }

  /** What is taken out of what no route speaks about; null where nothing is. */
  public @Nullable UnaryOperator<Entry> usual() {
    return of(usual);
  }

  /** What is taken out of a route's records; null where nothing is. */
  public @Nullable UnaryOperator<Entry> of(Recording recording) {
    return of(recording.redact() == null ? usual : recording.redact());
  }

  /**
   * How records may name a user whom applications name so: as they do, and by the pseudonym where
   * there is a key, since it may have come later than the records.
   */
  public Set<String> recorded(String user) {
    return pseudonyms == null
        ? Set.of(user)
        : Set.copyOf(List.of(user, pseudonyms.pseudonym(user)));
  }

  private @Nullable UnaryOperator<Entry> of(Redaction redaction) {
    return redaction.isNone() && pseudonyms == null
        ? null
        : ready.computeIfAbsent(redaction, this::make);
  }

  private UnaryOperator<Entry> make(Redaction redaction) {
    Redactor redactor = redactor(redaction, pseudonyms);
    return entry -> {
      Redacted redacted = redactor.redactCounting(entry);
      redacted.hits().forEach((kind, count) -> counter(kind).increment(count));
      return redacted.entry();
    };
  }

  private Counter counter(String kind) {
    return counters.computeIfAbsent(
        kind,
        each ->
            Counter.builder("understudy.redaction.hits")
                .description("What was taken out of records before they were stored")
                .tag("kind", each)
                .register(registry));
  }

  /** What takes out what the rules say, and replaces users' ids where there is a key. */
  static Redactor redactor(Redaction redaction, @Nullable PseudonymKey pseudonyms) {
    Set<Detector> detectors =
        redaction.find().stream()
            .map(kind -> Detector.valueOf(kind.name()))
            .collect(Collectors.toUnmodifiableSet());
    return Redactor.of(
        new RedactionPolicy(
            detectors,
            redaction.patterns(),
            redaction.drop(),
            redaction.phoneRegions(),
            pseudonyms));
  }
}
