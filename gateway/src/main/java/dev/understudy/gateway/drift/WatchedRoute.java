package dev.understudy.gateway.drift;

import dev.understudy.diff.drift.DriftAlarm;
import dev.understudy.diff.drift.DriftSettings;
import dev.understudy.diff.drift.DriftStatus;
import dev.understudy.diff.drift.DriftWatch;
import dev.understudy.diff.drift.InputFacts;
import dev.understudy.diff.drift.InputReader;
import dev.understudy.diff.drift.RequestKeys;
import dev.understudy.diff.drift.StudentInputs;
import dev.understudy.diff.drift.TeachersLot;
import dev.understudy.diff.label.LabelReader;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Prompt;
import dev.understudy.exchange.prompt.CapturedRequest;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.rules.Compare;
import dev.understudy.rules.DriftRule;
import dev.understudy.rules.Route;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One route's requests, and how they stand. Safe for every thread. */
final class WatchedRoute {
  private final Route route;
  private final DriftRule rule;
  private final StudentInputs inputs;
  private final InputReader reader;
  private final @Nullable LabelReader labels;
  private final TeachersLot lot = new TeachersLot();
  private final DriftWatch watch;

  WatchedRoute(Route route, DriftRule rule, StudentInputs inputs) {
    this.route = route;
    this.rule = rule;
    this.inputs = inputs;
    StudentInputs watched = rule.labels() ? inputs : inputs.withoutLabels();
    this.reader = watched.reader();
    this.labels = watched.labels(compared(route.compare()));
    this.watch =
        new DriftWatch(
            watched.profile(),
            new DriftSettings(
                rule.alpha(),
                rule.window(),
                DriftSettings.DEFAULT.floor(),
                DriftSettings.DEFAULT.seed()));
  }

  /** Labels are read where comparisons read them. */
  private static @Nullable LabelReader compared(Compare compare) {
    return compare.as() == Compare.As.LABEL ? LabelReader.picking(compare.pick()) : null;
  }

  String route() {
    return route.name();
  }

  DriftRule rule() {
    return rule;
  }

  /** Whether a watch of that route with that profile would begin as this one did. */
  boolean isUnder(Route other, StudentInputs others) {
    return rule.equals(other.drift())
        && inputs.equals(others)
        && route.teacher().name().equals(other.teacher().name())
        && route.compare().equals(other.compare());
  }

  /** Takes a request; the alarm where it raised it. */
  @Nullable DriftAlarm observe(Exchange exchange, Reading reading) {
    InputFacts facts = reader.read(request(exchange, reading));
    if (facts == null) {
      return null;
    }
    synchronized (watch) {
      return watch.observe(
          exchange.requestId().toString(),
          new RequestKeys(exchange.session(), exchange.user(), exchange.bucket()),
          facts.labelled(label(exchange, reading.answer())));
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

  /** The label of the teacher's answer, where it answered by lot. */
  private @Nullable String label(Exchange exchange, @Nullable Answer answer) {
    if (labels == null) {
      return null;
    }
    if (!exchange.upstream().equals(route.teacher().name())) {
      lot.student(exchange.bucket());
      return null;
    }
    boolean isWhole = exchange.outcome() == Outcome.COMPLETE && exchange.status() / 100 == 2;
    if (!isWhole
        || answer == null
        || answer.output() == null
        || !lot.isTeachers(exchange.launch(), exchange.bucket())) {
      return null;
    }
    return labels.read(answer.output()).orElse(null);
  }
}
