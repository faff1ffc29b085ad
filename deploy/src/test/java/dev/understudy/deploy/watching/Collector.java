package dev.understudy.deploy.watching;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.understudy.deploy.running.Eventually;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A server that takes spans as OTLP over HTTP, and keeps them. */
final class Collector {
  private final HttpServer server;
  private final List<ExportTraceServiceRequest> taken = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();

  /** One starts on a free port; it ends with that Vert.x. */
  Collector(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.body().onSuccess(b -> take(request, b.getBytes())));
    server.listen(0, "127.0.0.1").await();
  }

  private void take(HttpServerRequest request, byte[] body) {
    if (!request.uri().equals("/v1/traces")) {
      request.response().setStatusCode(404).end();
      return;
    }
    try {
      taken.add(ExportTraceServiceRequest.parseFrom(body));
    } catch (InvalidProtocolBufferException e) {
      request.response().setStatusCode(400).end();
      return;
    }
    Map<String, String> fields = new TreeMap<>();
    request
        .headers()
        .forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
    headers.add(fields);
    request.response().putHeader("content-type", "application/x-protobuf").end();
  }

  /** Its base URL. */
  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** All that it was sent, as text. */
  String everything() {
    return taken.toString();
  }

  /** The header fields of what it was sent, names in lower case. */
  List<Map<String, String>> headers() {
    return List.copyOf(headers);
  }

  /** The attributes of whoever sent the spans. */
  Map<String, String> resource() {
    return attributes(taken.get(0).getResourceSpans(0).getResource().getAttributesList());
  }

  /** All spans that came so far. */
  List<Span> spans() {
    return taken.stream()
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  /** Waits until so many spans are there, and answers them. */
  List<Span> spans(int count) throws Exception {
    return Eventually.see(
        count + " spans", Duration.ofSeconds(30), this::spans, spans -> spans.size() >= count);
  }

  /** The only span of that kind among some. */
  static Span only(List<Span> spans, Predicate<Span> kind) {
    List<Span> found = spans.stream().filter(kind).toList();
    if (found.size() != 1) {
      throw new AssertionError("one span was expected among " + spans + ", got " + found);
    }
    return found.get(0);
  }

  /** A span's attributes as text. */
  static Map<String, String> attributes(Span span) {
    return attributes(span.getAttributesList());
  }

  private static Map<String, String> attributes(
      List<io.opentelemetry.proto.common.v1.KeyValue> list) {
    Map<String, String> attributes = new TreeMap<>();
    list.forEach(pair -> attributes.put(pair.getKey(), text(pair.getValue())));
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().map(Collector::text).toList().toString();
      default -> value.toString();
    };
  }

  /** An identifier as headers write it. */
  static String hex(com.google.protobuf.ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
