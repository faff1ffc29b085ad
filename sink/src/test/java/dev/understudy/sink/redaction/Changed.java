package dev.understudy.sink.redaction;

import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Exchanges that differ from others in one thing. */
final class Changed {
  private Changed() {}

  static Exchange target(Exchange of, String target) {
    return with(of, of.user(), target, of.outcome(), of.requestHeaders(), of.responseHeaders());
  }

  static Exchange user(Exchange of, String user) {
    return with(of, user, of.target(), of.outcome(), of.requestHeaders(), of.responseHeaders());
  }

  static Exchange outcome(Exchange of, Outcome outcome) {
    return with(of, of.user(), of.target(), outcome, of.requestHeaders(), of.responseHeaders());
  }

  static Exchange headers(Exchange of, List<Header> request, List<Header> response) {
    return with(of, of.user(), of.target(), of.outcome(), request, response);
  }

  private static Exchange with(
      Exchange of,
      @Nullable String user,
      String target,
      Outcome outcome,
      List<Header> request,
      List<Header> response) {
    return new Exchange(
        of.requestId(),
        of.exchangeId(),
        of.role(),
        of.receivedAt(),
        of.instance(),
        of.rulesVersion(),
        of.route(),
        of.launch(),
        of.bucket(),
        of.app(),
        user,
        of.session(),
        of.tags(),
        of.upstream(),
        of.mayTrain(),
        of.method(),
        target,
        of.status(),
        outcome,
        of.error(),
        of.firstByte(),
        of.duration(),
        request,
        response,
        of.requestBody(),
        of.responseBody());
  }
}
