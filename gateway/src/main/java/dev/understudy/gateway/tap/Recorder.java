package dev.understudy.gateway.tap;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.gateway.config.CaptureSettings;
import dev.understudy.gateway.config.RecordedHeaders;
import dev.understudy.rules.decision.Unrecorded;
import dev.understudy.sink.capture.Capture;
import dev.understudy.sink.capture.Receipt;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes exchanges of what taps copied and hands them to the capture. Only headers on the allow-list
 * get in, and no query, so credentials never do. Safe for every thread.
 */
public final class Recorder {
  private final Capture capture;
  private final CaptureSettings settings;
  private final MemoryBudget budget;
  private final String instance;
  private final UnrecordedMeters meters;
  private final Consumer<Exchange> onlooker;

  /**
   * A recorder into that capture.
   *
   * @param onlooker is shown each exchange, also those that are not to be kept, on any thread and
   *     while clients may wait: it has to be quick, must not throw and keep none of it
   */
  public Recorder(
      Capture capture,
      CaptureSettings settings,
      MemoryBudget budget,
      String instance,
      UnrecordedMeters meters,
      Consumer<Exchange> onlooker) {
    this.capture = capture;
    this.settings = settings;
    this.budget = budget;
    this.instance = instance;
    this.meters = meters;
    this.onlooker = onlooker;
  }

  /** A tap for a body of that media type. */
  public BodyTap tap(@Nullable String contentType) {
    return settings.binary() == CaptureSettings.Binary.KEEP || MediaTypes.isText(contentType)
        ? BodyTap.keeping(settings.bodyLimitBytes(), budget)
        : BodyTap.digesting(budget);
  }

  /** What taps, and whoever holds bodies of calls in flight, may keep in memory. */
  public MemoryBudget memory() {
    return budget;
  }

  /** Whether new requests are to be refused, as they could not be recorded. */
  public boolean refusesRequests() {
    return !capture.acceptsMore();
  }

  /**
   * Records one exchange, and ends its trace.
   *
   * @param response the upstream's header fields, or null where no answer began
   * @param responseTap the answer's body, or null where no answer began
   * @param settled hears, once and on any thread, what became of the record
   * @return the exchange, on its way into the capture, or nowhere where its terms say so
   */
  public Exchange record(
      Facts facts,
      HttpServerRequest request,
      BodyTap requestTap,
      int status,
      @Nullable MultiMap response,
      @Nullable BodyTap responseTap,
      Ending ending,
      Consumer<Receipt> settled) {
    CaptureSettings.ClientFacts client = settings.client();
    MultiMap headers = request.headers();
    long heldBytes = requestTap.keptBytes() + (responseTap == null ? 0 : responseTap.keptBytes());
    Exchange exchange =
        new Exchange(
            facts.requestId(),
            facts.exchangeId(),
            facts.role(),
            facts.receivedAt(),
            instance,
            facts.rulesVersion(),
            facts.route(),
            facts.launch(),
            facts.bucket(),
            headers.get(client.app()),
            headers.get(client.user()),
            headers.get(client.session()),
            null,
            facts.upstream(),
            facts.mayTrain(),
            request.method().name(),
            Exchange.pathOf(request.uri()), // some APIs carry keys in the query,
            status,
            ending.outcome(),
            ending.error(),
            ending.firstByte(),
            ending.duration(),
            recorded(headers, settings.requestHeaders()),
            response == null ? List.of() : recorded(response, settings.responseHeaders()),
            requestTap.body(),
            responseTap == null ? Body.EMPTY : responseTap.body());
    facts.trace().ended(exchange);
    onlooker.accept(exchange);
    give(
        exchange,
        facts.terms(),
        receipt -> {
          budget.giveBack(heldBytes);
          settled.accept(receipt);
        });
    return exchange;
  }

  private void give(Exchange exchange, RecordTerms terms, Consumer<Receipt> settled) {
    Unrecorded unrecorded = terms.unrecorded();
    if (unrecorded != null) {
      meters.unrecorded(exchange.route(), unrecorded);
      settled.accept(Receipt.KEPT); // all of it that is to be kept, which is nothing
    } else {
      capture.offer(exchange, terms.redaction(), settled);
    }
  }

  /**
   * How an exchange ended.
   *
   * @param outcome the outcome
   * @param error the failure's code, or null
   * @param firstByte from the request's arrival to the answer's first byte, or null
   * @param duration from the request's arrival to the end
   */
  public record Ending(
      Outcome outcome, @Nullable String error, @Nullable Duration firstByte, Duration duration) {}

  /** The media type of a message with those header fields, or null. */
  public static @Nullable String contentType(MultiMap headers) {
    return headers.get(HttpHeaders.CONTENT_TYPE);
  }

  private static List<Header> recorded(MultiMap headers, RecordedHeaders allowed) {
    List<Header> kept = new ArrayList<>(8);
    for (Map.Entry<String, String> field : headers) {
      if (allowed.allows(field.getKey())) {
        kept.add(new Header(field.getKey(), field.getValue()));
      }
    }
    return kept;
  }
}
