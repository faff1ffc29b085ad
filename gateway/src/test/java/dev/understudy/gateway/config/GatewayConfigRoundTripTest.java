package dev.understudy.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;
import dev.understudy.gateway.access.AccessSettings;
import dev.understudy.gateway.access.ConsoleSettings;
import dev.understudy.gateway.access.OidcSettings;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.access.Token;
import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Redaction;
import dev.understudy.rules.Share;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.sink.capture.Durability;
import dev.understudy.sink.capture.WhenFull;
import dev.understudy.sink.firehose.FirehoseSettings;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.s3.Addressing;
import dev.understudy.sink.store.s3.Checksum;
import dev.understudy.sink.store.s3.Encryption;
import dev.understudy.sink.store.s3.MultipartOptions;
import dev.understudy.sink.store.s3.ObjectOptions;
import dev.understudy.sink.store.s3.Patience;
import dev.understudy.sink.store.s3.S3Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigRoundTripTest {
  private final Path folder;

  GatewayConfigRoundTripTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void whatIsPrintedReadsBackAsAnEqualConfiguration() throws IOException {
    Path token = Files.writeString(folder.resolve("a token"), "0123456789abcdef\n").toRealPath();
    Path pem = Files.createFile(folder.resolve("a file.pem")).toRealPath();
    Path rules =
        Files.writeString(
                folder.resolve("r #1.yaml"), "version: 1\nupstreams: {a: {url: \"http://a\"}}\n")
            .toRealPath();
    for (int seed = 0; seed < 300; seed++) {
      GatewayConfig config = new Generator(new Random(seed), pem, token, rules).config();

      assertThat(readBack(config.toYaml())).as("seed %d", seed).isEqualTo(config);
    }
  }

  @Test
  void whatIsPrintedIsPlainToRead() {
    String yaml =
        GatewayConfig.load(
                new CommandLineSettings(null, null, null, "https://api.openai.com/v1", null, "/c"),
                Map.of("HOSTNAME", "box"),
                folder)
            .orThrow()
            .toYaml();

    assertThat(yaml)
        .startsWith(
            """
            listen: 127.0.0.1:8080
            admin: 127.0.0.1:8081
            console:
              prompts: judge
              memory: 64MiB
              refresh: 1m
            teacher: https://api.openai.com/v1
            instance: box
            """)
        .contains(
            """
            limits:
              headers: 64KiB
              request_line: 32KiB
              body: none
              client_idle: 15m
            capture:
              store: /c
              spool: /c/.spool
              durability: os
              patience: 250ms
            """);
  }

  private GatewayConfig readBack(String yaml) throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("printed.yaml"), yaml);
    CommandLineSettings flags =
        new CommandLineSettings("printed.yaml", null, null, null, null, null);
    return GatewayConfig.load(flags, Map.of(), elsewhere).orThrow();
  }

  /** Makes valid configurations of every shape. */
  private record Generator(Random random, Path pem, Path token, Path rules) {
    GatewayConfig config() {
      Path captures = path();
      return new GatewayConfig(
          new HostPort(oneOf("127.0.0.1", "::1", "gateway.example"), random.nextInt(1000)),
          new HostPort(oneOf("127.0.0.1", "localhost"), 1000 + random.nextInt(64_000)),
          access(),
          URI.create(oneOf("http://localhost:9000", "https://api.openai.com/v1", "https://a/~b")),
          perhaps(() -> rules),
          oneOf("box", "1e3", "true", "null", "007", "a.b_c-d"),
          1 + random.nextInt(1024),
          perhaps(() -> new TlsSettings(pem, pem)),
          perhaps(() -> new TlsSettings(pem, pem)),
          new UpstreamSettings(
              oneOf(UpstreamSettings.HttpVersion.values()),
              1 + random.nextInt(1_000_000),
              random.nextInt(1_000_000),
              perhaps(() -> pem),
              new Timeouts(duration(), duration(), duration(), perhaps(this::duration))),
          new Limits(
              (int) bytes(1024, 1 << 24),
              (int) bytes(1024, 1 << 24),
              perhaps(() -> random.nextLong(1L << 50)),
              perhaps(() -> Duration.ofDays(2 + random.nextInt(30)))),
          capture(captures),
          oneOf(GatewayConfig.OnClientGone.values()),
          new ShutdownSettings(duration(), duration()),
          new ReadyWhen(random.nextBoolean()),
          new LogSettings(oneOf(LogSettings.Level.values()), oneOf(LogSettings.Format.values())),
          perhaps(this::tracing));
    }

    private TracingSettings tracing() {
      return new TracingSettings(
          URI.create(oneOf("http://localhost:4318", "https://otel.example/v1")),
          new Share(BigDecimal.valueOf(random.nextInt(1001), 3)),
          oneOf(
              Map.of(), Map.of("authorization", new Secret("file:" + token, "0123456789abcdef"))));
    }

    private AccessSettings access() {
      Secret secret = new Secret("file:" + token, "0123456789abcdef");
      boolean named = random.nextBoolean(); // the same token must not stand twice
      return new AccessSettings(
          named ? null : perhaps(() -> secret),
          named ? List.of(new Token("ops-1", oneOf(Role.values()), secret)) : List.of(),
          new ConsoleSettings(
              oneOf(Role.values()),
              oneOf(1L << 20, 3L << 30),
              perhaps(() -> Duration.ofSeconds(1 + random.nextInt(86_400))),
              perhaps(() -> URI.create("https://understudy.example:8443"))),
          perhaps(
              () ->
                  new OidcSettings(
                      URI.create(oneOf("https://id.example/realms/a", "http://localhost:7")),
                      oneOf("understudy", "a b", "1e3"),
                      secret,
                      oneOf(List.of("openid"), List.of("openid", "groups")),
                      oneOf("groups", "realm_access.roles", "https://id.example/groups"),
                      Map.of(oneOf("sre", "a b", "yes"), oneOf(Role.values())))));
    }

    private CaptureSettings capture(Path captures) {
      return new CaptureSettings(
          store(captures),
          captures.resolve("spool"),
          oneOf(Durability.values()),
          random.nextBoolean() ? Duration.ZERO : duration(),
          oneOf(CaptureSettings.OnTrouble.values()),
          (int) bytes(0, 1 << 30),
          bytes(1L << 30, 1L << 40),
          oneOf(CaptureSettings.Binary.values()),
          new CaptureSettings.SegmentLimits(bytes(1024, 1L << 30), duration()),
          bytes(1L << 30, 1L << 50),
          oneOf(WhenFull.values()),
          random.nextBoolean(),
          oneOf(RecordedHeaders.REQUEST_DEFAULT, new RecordedHeaders(List.of())),
          oneOf(RecordedHeaders.RESPONSE_DEFAULT, new RecordedHeaders(List.of("x-acme-*", "#!~"))),
          redaction(),
          perhaps(() -> new Secret("file:" + token, "0123456789abcdef")),
          new CaptureSettings.ClientFacts(oneOf("x-app", "null"), oneOf("u", "1"), "x-s"));
    }

    private StoreSettings store(Path folder) {
      S3Settings s3 =
          new S3Settings(
              perhaps(() -> URI.create("http://minio:9000")),
              perhaps(() -> "eu-west-1"),
              oneOf(Addressing.values()),
              oneOf(
                  ObjectOptions.DEFAULTS,
                  new ObjectOptions(
                      Encryption.SSE_KMS,
                      "alias/a key",
                      Checksum.NONE,
                      "STANDARD_IA",
                      Map.of("team", "llm: 1", "no", "yes"))),
              new MultipartOptions(
                  bytes(1, 1L << 32),
                  bytes(5L << 20, 1L << 32),
                  1 + random.nextInt(64),
                  Duration.ofHours(1 + random.nextInt(99))),
              new Patience(
                  1 + random.nextInt(100),
                  oneOf(Patience.Pace.values()),
                  duration(),
                  Duration.ofSeconds(7),
                  Duration.ofSeconds(7 + random.nextInt(99)),
                  1 + random.nextInt(1000),
                  duration()));
      StorePlace bucket = StorePlace.parse(oneOf("s3://acme-llm", "s3://acme-llm/a/b"));
      return switch (random.nextInt(3)) {
        case 0 -> StoreSettings.in(folder);
        case 1 -> new StoreSettings(bucket.toString(), bucket, s3, null);
        default ->
            new StoreSettings(
                "firehose://llm",
                bucket,
                s3,
                FirehoseSettings.of("llm", perhaps(() -> "eu-west-1"))
                    .withStream(Table.FEEDBACK, "said")
                    .withEndpoint(perhaps(() -> URI.create("https://vpce.example")))
                    .withKept(Duration.ofDays(1 + random.nextInt(99))));
      };
    }

    private Redaction redaction() {
      return oneOf(
          Redaction.NONE,
          Redaction.ALL,
          new Redaction(
              Set.of(Redaction.Kind.PHONE),
              Map.of("X_1", "a: \\d+ #\"'"),
              List.of("/a b", "/c/*"),
              List.of("DE", "US")),
          new Redaction(Set.of(), Map.of("Y", "y"), List.of(), Redaction.USUAL_REGIONS));
    }

    private Path path() {
      return Path.of(oneOf("/data", "/a b/c: d", "/it's #1", "/ü/\u4f60", "/-", "/a\"b"));
    }

    private Duration duration() {
      return random.nextBoolean()
          ? Duration.ofMillis(1 + random.nextInt(100_000_000))
          : Duration.ofSeconds(1 + random.nextInt(86_400));
    }

    private long bytes(long least, long most) {
      return random.nextBoolean() ? most : random.nextLong(least, most);
    }

    private <T> @Nullable T perhaps(Supplier<T> value) {
      return random.nextBoolean() ? value.get() : null;
    }

    @SafeVarargs
    private <T> T oneOf(T... values) {
      return values[random.nextInt(values.length)];
    }
  }
}
