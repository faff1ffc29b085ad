package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.gateway.config.CommandLineSettings;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.sink.parquet.ExchangeRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;

/** A gateway on free ports, configured as users do it, and the questions tests ask about it. */
final class TestGateway implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Gateway gateway;
  private final GatewayConfig config;

  private TestGateway(GatewayConfig config) {
    this.config = config;
    try {
      this.gateway = Gateway.start(config);
    } catch (StartFailure failure) {
      throw new IllegalStateException("the gateway under test did not start", failure);
    }
  }

  /**
   * A gateway in front of that teacher.
   *
   * @param folder where its captures and its configuration go
   * @param settings lines of its configuration
   */
  static TestGateway inFrontOf(URI teacher, Path folder, String... settings) {
    return new TestGateway(config(teacher, folder, settings));
  }

  /** The same, with captures that go elsewhere than into a folder. */
  static TestGateway storing(String store, URI teacher, Path folder, String... settings) {
    return new TestGateway(config(store, teacher, folder, settings));
  }

  static GatewayConfig config(URI teacher, Path folder, String... settings) {
    return config(folder.resolve("captures").toString(), teacher, folder, settings);
  }

  private static GatewayConfig config(String store, URI teacher, Path folder, String... settings) {
    List<String> lines = new ArrayList<>(List.of("instance: test", "event_loops: 1"));
    lines.addAll(List.of(settings));
    Path file = folder.resolve("gateway.yaml");
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return GatewayConfig.load(
            new CommandLineSettings(
                file.toString(), "127.0.0.1:0", "127.0.0.1:0", teacher.toString(), null, store),
            Map.of(),
            folder)
        .orThrow();
  }

  Gateway gateway() {
    return gateway;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  /** Posts a JSON text and waits for the whole answer. */
  HttpResponse<String> ask(String json) throws IOException, InterruptedException {
    return client.send(chat(json), HttpResponse.BodyHandlers.ofString());
  }

  /** Posts a JSON text; completes, perhaps exceptionally, when the answer is whole or broken. */
  CompletableFuture<HttpResponse<String>> asks(String json) {
    return client.sendAsync(chat(json), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest chat(String json) {
    return HttpRequest.newBuilder(url("/v1/chat/completions"))
        .header("content-type", "application/json")
        .timeout(PATIENCE)
        .POST(HttpRequest.BodyPublishers.ofString(json))
        .build();
  }

  /** What the admin port says under that path. */
  HttpResponse<String> admin(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.adminPort() + path))
            .timeout(PATIENCE)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  /** The value of the one sample on the metrics page that begins so. */
  double metric(String sample) throws IOException, InterruptedException {
    List<String> found =
        admin("/metrics").body().lines().filter(line -> line.startsWith(sample + " ")).toList();
    assertThat(found).as(sample).hasSize(1);
    return Double.parseDouble(found.get(0).substring(sample.length()).strip());
  }

  /** Waits until nothing is in flight and no tap holds memory. */
  void awaitRest() {
    await(
        "nothing in flight, no memory held",
        () -> {
          try {
            return metric("understudy_in_flight") == 0 && metric("understudy_tap_bytes") == 0;
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** Every exchange so far, read from the files of the store. */
  List<GenericRecord> rows() {
    // What counts as offered may be on its way to the writer still, where a flush does not see it.
    await("what is offered is written", () -> gateway.capture().accounting().pending() == 0);
    try {
      assertThat(gateway.capture().flush(PATIENCE)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return storedIn(folder().resolve("exchanges"));
  }

  /** Every row of that table so far, read from the files of the store. */
  List<GenericRecord> rows(String table) {
    rows();
    return storedIn(folder().resolve(table));
  }

  private Path folder() {
    return Path.of(config.capture().store().name());
  }

  /** The one exchange there is, waited for: a client that left does not wait for its record. */
  GenericRecord row() {
    await("an exchange is offered", () -> gateway.capture().accounting().offered() > 0);
    List<GenericRecord> rows = rows();
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  static List<GenericRecord> storedIn(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .flatMap(TestGateway::rowsOf)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<GenericRecord> rowsOf(Path file) {
    try {
      return ExchangeRows.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a condition. */
  static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited " + PATIENCE + " for: " + what);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    gateway.stop();
  }
}
