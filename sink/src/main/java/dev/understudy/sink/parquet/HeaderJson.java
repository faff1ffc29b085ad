package dev.understudy.sink.parquet;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.understudy.exchange.Header;
import java.util.List;

/** Headers as a JSON array of {@code [name, value]} pairs, order and repetition kept. */
final class HeaderJson {
  private HeaderJson() {}

  static String write(List<Header> headers) {
    if (headers.isEmpty()) {
      return "[]";
    }
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    StringBuilder json = new StringBuilder(64 * headers.size());
    char before = '[';
    for (Header header : headers) {
      json.append(before).append("[\"");
      encoder.quoteAsString(header.name(), json);
      json.append("\",\"");
      encoder.quoteAsString(header.value(), json);
      json.append("\"]");
      before = ',';
    }
    return json.append(']').toString();
  }
}
