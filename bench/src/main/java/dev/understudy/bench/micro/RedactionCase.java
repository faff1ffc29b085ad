package dev.understudy.bench.micro;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.sink.redaction.RedactionPolicy;
import dev.understudy.sink.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** What is redacted, by what policy. */
public enum RedactionCase {
  /** English chat, 16 KB asked and 4 KB answered, in which there is nothing; all detectors. */
  CLEAN,
  /** The same size with a find in about every 50 bytes: mail, telephone, card, address, key. */
  DENSE,
  /** A stream of 100 deltas in which there is nothing; all detectors. */
  SSE,
  /** The clean chat; two own patterns and no detectors. */
  PATTERNS;

  private static final List<String> SENTENCES =
      List.of(
          "The short answer is that it depends on how the data is shaped, which is why the plan "
              + "looks different in production. ",
          "In 2023, about 40% of the respondents said \\\"yes\\\", while 12.5% didn't know.\\n\\n",
          "Here's an example: `SELECT name FROM orders WHERE id = 42 AND day > '2024-01-15'`.\\n",
          "Sure! First, open https://example.com/settings?tab=general - then click Save:\\n"
              + "1. Do this\\n2. Do that\\n",
          "That keeps the team focused on what matters most to the people they serve every day. ",
          "The committee meets on Monday at 10:30 to review the budget of $1,250,000. ");

  Redactor redactor() {
    return Redactor.of(
        this == PATTERNS
            ? new RedactionPolicy(
                Set.of(),
                Map.of("TICKET", "TICK-[0-9]{4,}", "CUSTOMER", "(?i)customer #?[0-9]{6}"),
                List.of(),
                List.of(),
                null)
            : RedactionPolicy.usual());
  }

  List<Exchange> exchanges(int count) {
    Random random = new Random(3);
    SampleCalls calls = new SampleCalls(this == SSE ? Shape.SSE : Shape.HTTP_16K);
    return Stream.generate(calls::next)
        .limit(count)
        .map(call -> this == SSE ? call : with(call, chat(16_384, random), chat(4_096, random)))
        .toList();
  }

  private String chat(int bytes, Random random) {
    StringBuilder json = new StringBuilder("{\"messages\":[{\"role\":\"user\",\"content\":\"");
    while (json.length() < bytes) {
      json.append(this == DENSE ? finds(random) : SENTENCES.get(random.nextInt(6)));
    }
    return json.append("\"}]}").toString();
  }

  private static String finds(Random random) {
    return "Write to ada%d@example.com or call +1 415-555-%d; the card is 4111 1111 1111 1111, "
            .formatted(random.nextInt(1_000), 1_000 + random.nextInt(9_000))
        + "the host 203.0.113.%d and the key sk-proj-%d%d, which is all for today. "
            .formatted(random.nextInt(256), random.nextLong() >>> 4, random.nextLong() >>> 4);
  }

  private static Exchange with(Exchange call, String asked, String answered) {
    return new Exchange(
        call.requestId(),
        call.exchangeId(),
        call.role(),
        call.receivedAt(),
        call.instance(),
        call.rulesVersion(),
        call.route(),
        call.launch(),
        call.bucket(),
        call.app(),
        call.user(),
        call.session(),
        call.tags(),
        call.upstream(),
        call.mayTrain(),
        call.method(),
        call.target(),
        call.status(),
        call.outcome(),
        call.error(),
        call.firstByte(),
        call.duration(),
        call.requestHeaders(),
        call.responseHeaders(),
        Body.of(asked.getBytes(StandardCharsets.UTF_8)),
        Body.of(answered.getBytes(StandardCharsets.UTF_8)));
  }
}
