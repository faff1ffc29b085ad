package dev.understudy.gateway.judging;

import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Difference;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.gateway.recent.Case;
import dev.understudy.gateway.recent.CaseFilter;
import dev.understudy.gateway.recent.Moment;
import dev.understudy.gateway.recent.Page;
import dev.understudy.gateway.recent.RecentCaptures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a text, in any case, in the values that differ and in the prompts and answers that are
 * in memory. One call reads at most {@value #MOST_BYTES} bytes of these, and tells where to go on:
 * a page may be short, even empty, and have a next one.
 */
final class CaseSearch {
  static final long MOST_BYTES = 1024 * 1024;
  private static final int MOST_CASES = 20_000;
  private static final int BATCH = 500;

  private final RecentCaptures recent;
  private final WireReader reader = WireReader.withoutTokenEstimates();

  CaseSearch(RecentCaptures recent) {
    this.recent = recent;
  }

  Page<Case> page(
      String route, CaseFilter filter, String wanted, @Nullable Moment after, int most) {
    String text = wanted.toLowerCase(Locale.ROOT);
    List<Case> found = new ArrayList<>();
    Moment at = after;
    long bytes = 0;
    for (int looked = 0; ; ) {
      Page<Case> batch = recent.cases(route, filter, at, BATCH);
      for (Case each : batch.items()) {
        if (found.size() == most || bytes >= MOST_BYTES || looked >= MOST_CASES) {
          return new Page<>(found, at);
        }
        List<Exchange> said = recent.exchanges(each.requestId());
        for (Exchange one : said) {
          bytes += one.keptBytes();
        }
        if (differs(each, text) || said.stream().anyMatch(one -> says(one, text))) {
          found.add(each);
        }
        at = each.at();
        looked++;
      }
      if (batch.next() == null) {
        return new Page<>(found, null);
      }
    }
  }

  private static boolean differs(Case each, String text) {
    for (Difference one : each.comparison().differences()) {
      if (has(one.teacher(), text) || has(one.student(), text)) {
        return true;
      }
    }
    return false;
  }

  private boolean says(Exchange exchange, String text) {
    Reading reading = reader.read(exchange);
    Answer answer = reading.answer();
    return (reading.prompt() != null && has(reading.prompt().input(), text))
        || (answer != null && (has(answer.output(), text) || has(answer.toolCalls(), text)));
  }

  private static boolean has(@Nullable String whole, String text) {
    return whole != null && whole.toLowerCase(Locale.ROOT).contains(text);
  }
}
