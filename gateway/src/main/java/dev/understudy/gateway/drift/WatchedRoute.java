package dev.understudy.gateway.drift;

import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.DriftSettings;
import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.drift.DriftWatch;
import dev.understudy.diff.drift.InputFacts;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.rules.DriftRule;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One route's requests, and how they stand. Safe for every thread. */
final class WatchedRoute {
  private final String route;
  private final DriftRule rule;
  private final StudentInputs inputs;
  private final InputReader reader;
  private final DriftWatch watch;

  WatchedRoute(String route, DriftRule rule, StudentInputs inputs) {
    this.route = route;
    this.rule = rule;
    this.inputs = inputs;
    this.reader = inputs.reader();
    this.watch =
        new DriftWatch(
            inputs.profile(),
            new DriftSettings(
                rule.alpha(),
                rule.window(),
                DriftSettings.DEFAULT.floor(),
                DriftSettings.DEFAULT.seed()));
  }

  String route() {
    return route;
  }

  DriftRule rule() {
    return rule;
  }

  /** Whether a watch under that rule and profile would begin as this one did. */
  boolean isUnder(DriftRule other, StudentInputs others) {
    return rule.equals(other) && inputs.equals(others);
  }

  /** Takes a request; the alarm where it raised it. */
  @Nullable DriftAlarm observe(Exchange exchange, Reading reading) {
    InputFacts facts = reader.read(request(exchange, reading));
    if (facts == null) {
      return null;
    }
    synchronized (watch) {
      return watch.observe(exchange.requestId().toString(), key(exchange), facts);
    }
  }

  DriftStatus status() {
    synchronized (watch) {
      return watch.status();
    }
  }

  private static CapturedRequest request(Exchange exchange, Reading reading) {
    Prompt prompt = reading.prompt();
    return new CapturedRequest(
        reading.api(),
        prompt == null ? null : prompt.messages(),
        prompt == null ? null : prompt.input(),
        reading.requestText().isUtf8()
            ? new String(reading.requestText().bytes(), StandardCharsets.UTF_8)
            : null,
        exchange.requestBody().truncated());
  }

  /** By what requests hang together: the conversation, the user, or what deals them. */
  private static @Nullable String key(Exchange exchange) {
    if (exchange.session() != null) {
      return exchange.session();
    }
    if (exchange.user() != null) {
      return exchange.user();
    }
    return exchange.bucket() == null ? null : exchange.bucket().toString();
  }
}
