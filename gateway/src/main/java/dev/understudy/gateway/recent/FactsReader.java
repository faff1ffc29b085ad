package dev.understudy.gateway.recent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.exchange.Answer;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Role;
import dev.understudy.exchange.wire.Confidence;
import dev.understudy.exchange.wire.Reading;
import dev.understudy.exchange.wire.WireReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads from an exchange what is worth knowing of a disagreement. Takes as long as reading it. */
final class FactsReader {
  private static final int MOST_TAGS = 16;
  private static final int LONGEST_TAG = 100;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireReader reader = WireReader.withoutTokenEstimates();
  private final Interned texts;

  FactsReader(Interned texts) {
    this.texts = texts;
  }

  CaseFacts read(Exchange exchange) {
    Reading reading = reader.read(exchange);
    return new CaseFacts(
        texts.orNull(exchange.app()),
        exchange.role() == Role.PRIMARY ? tags(reading.requestText().bytes()) : List.of(),
        exchange.role() == Role.PRIMARY ? null : confidence(exchange, reading.answer()));
  }

  private static @Nullable Double confidence(Exchange exchange, @Nullable Answer answer) {
    return Confidence.of(
        exchange.responseHeader(Confidence.HEADER), answer == null ? null : answer.logprobs());
  }

  /** What applications put into the request's {@code metadata}, as training sets read it. */
  private List<String> tags(byte[] body) {
    List<String> tags = new ArrayList<>();
    try {
      JsonNode metadata = JSON.readTree(body).path("metadata");
      metadata
          .properties()
          .forEach(
              each -> {
                String tag = each.getKey() + "=" + each.getValue().asText();
                if (tags.size() < MOST_TAGS && tag.length() <= LONGEST_TAG) {
                  tags.add(texts.of(tag));
                }
              });
    } catch (IOException noJson) {
      return List.of();
    }
    return tags;
  }
}
