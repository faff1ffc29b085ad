package dev.understudy.sink.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks Firehose's protocol (JSON 1.1, {@code PutRecordBatch}), holds callers to its
 * limits, fails as it is told to, and remembers what it took.
 */
public final class FirehoseServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new ArrayList<>();
  private final List<Arrived> arrived = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private Temper temper = call -> Answering.ALL;

  private FirehoseServer(HttpServer http) {
    this.http = http;
  }

  /** A call as it came. */
  public record Call(int number, String stream, List<String> ids, int bodyBytes) {}

  /** A record that was taken. */
  public record Arrived(String stream, String id, String line) {}

  /** Decides what becomes of a call; asked for one call at a time. */
  public interface Temper {
    Answering answer(Call call);
  }

  /**
   * What becomes of a call.
   *
   * @param failures which of its records are not taken, by place, and the code that says why
   * @param status 200, or that of an error; 0 cuts the connection
   * @param type the error's type
   * @param takes whether the records that do not fail are taken
   */
  public record Answering(Map<Integer, String> failures, int status, String type, boolean takes) {
    public static final Answering ALL = new Answering(Map.of(), 200, "", true);
    public static final Answering CUT_BEFORE = new Answering(Map.of(), 0, "", false);
    public static final Answering CUT_AFTER = new Answering(Map.of(), 0, "", true);
    public static final Answering SLOW_DOWN = error(503, "ServiceUnavailableException");

    public static Answering error(int status, String type) {
      return new Answering(Map.of(), status, type, false);
    }

    public static Answering without(Map<Integer, String> failures) {
      return new Answering(failures, 200, "", true);
    }
  }

  public static FirehoseServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    FirehoseServer server = new FirehoseServer(http);
    http.createContext("/", server::handle);
    http.setExecutor(server.threads);
    http.start();
    return server;
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  public synchronized void temper(Temper temper) {
    this.temper = temper;
  }

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public synchronized List<Arrived> arrived() {
    return List.copyOf(arrived);
  }

  public synchronized List<String> ids() {
    return arrived.stream().map(Arrived::id).toList();
  }

  /** How often each id arrived. */
  public Map<String, Integer> timesArrived() {
    Map<String, Integer> times = new TreeMap<>();
    ids().forEach(id -> times.merge(id, 1, Integer::sum));
    return times;
  }

  /** What callers did that no caller should. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String wrong = protocolError(exchange, body.length);
      if (wrong != null) {
        refuse(exchange, wrong);
        return;
      }
      JsonNode request = JSON.readTree(body);
      List<byte[]> records = new ArrayList<>();
      for (JsonNode each : request.path("Records")) {
        records.add(each.path("Data").binaryValue());
      }
      wrong = limitError(records);
      if (wrong != null) {
        refuse(exchange, wrong);
        return;
      }
      Answering answering = take(request.path("DeliveryStreamName").asText(), records, body.length);
      if (answering.status() == 200) {
        answer(exchange, 200, success(records.size(), answering).toString());
      } else if (answering.status() > 0) {
        answer(exchange, answering.status(), error(answering.type(), "as the test wants it"));
      }
    }
  }

  private static @Nullable String protocolError(HttpExchange exchange, int bodyBytes) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String signature = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (!exchange.getRequestMethod().equals("POST")
        || !exchange.getRequestURI().toString().equals("/")
        || !"Firehose_20150804.PutRecordBatch".equals(target)) {
      return "no operation known here: " + target;
    }
    if (!"application/x-amz-json-1.1".equals(type)) {
      return "content type " + type;
    }
    if (!signature.startsWith("AWS4-HMAC-SHA256 ")
        || !signature.contains("/firehose/aws4_request")) {
      return "signature " + signature;
    }
    return bodyBytes > 4 * 1024 * 1024 ? "call of " + bodyBytes + " bytes" : null;
  }

  private static @Nullable String limitError(List<byte[]> records) {
    if (records.isEmpty() || records.size() > 500) {
      return records.size() + " records";
    }
    int largest = records.stream().mapToInt(each -> each.length).max().orElse(0);
    return largest > 1000 * 1024 ? "record of " + largest + " bytes" : null;
  }

  private void refuse(HttpExchange exchange, String why) throws IOException {
    synchronized (this) {
      complaints.add(why);
    }
    answer(exchange, 400, error("InvalidArgumentException", why));
  }

  private synchronized Answering take(String stream, List<byte[]> records, int bodyBytes)
      throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (byte[] each : records) {
      String line = new String(each, StandardCharsets.UTF_8);
      lines.add(line);
      ids.add(JSON.readTree(line).path("record_id").asText());
    }
    Call call = new Call(calls.size(), stream, ids, bodyBytes);
    calls.add(call);
    Answering answering = temper.answer(call);
    for (int i = 0; answering.takes() && i < lines.size(); i++) {
      if (!answering.failures().containsKey(i)) {
        arrived.add(new Arrived(stream, ids.get(i), lines.get(i)));
      }
    }
    return answering;
  }

  private static ObjectNode success(int records, Answering answering) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("FailedPutCount", answering.failures().size());
    answer.put("Encrypted", false);
    ArrayNode responses = answer.putArray("RequestResponses");
    for (int i = 0; i < records; i++) {
      String code = answering.failures().get(i);
      if (code == null) {
        responses.addObject().put("RecordId", "r" + i);
      } else {
        responses.addObject().put("ErrorCode", code).put("ErrorMessage", "not now");
      }
    }
    return answer;
  }

  private static String error(String type, String message) {
    return JSON.createObjectNode().put("__type", type).put("message", message).toString();
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Puts what arrived into a folder as Firehose would: a file for each stream, gzipped or not. */
  public void write(Path folder, boolean gzipped) throws IOException {
    write(folder, gzipped, arrived());
  }

  public static void write(Path folder, boolean gzipped, List<Arrived> arrived) throws IOException {
    Map<String, StringBuilder> files = new TreeMap<>();
    arrived.forEach(
        each ->
            files
                .computeIfAbsent(each.stream(), stream -> new StringBuilder())
                .append(each.line()));
    for (Map.Entry<String, StringBuilder> each : files.entrySet()) {
      Path place = folder.resolve(each.getKey()).resolve("date=2026-01-31/hour=12");
      Files.createDirectories(place);
      Path file = place.resolve(each.getKey() + "-1-2026-01-31-12-00-00-5eed");
      byte[] bytes = each.getValue().toString().getBytes(StandardCharsets.UTF_8);
      try (OutputStream out =
          gzipped
              ? new GZIPOutputStream(Files.newOutputStream(file))
              : Files.newOutputStream(file)) {
        out.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
