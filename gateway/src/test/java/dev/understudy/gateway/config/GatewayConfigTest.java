package dev.understudy.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.exchange.Table;
import dev.understudy.gateway.access.AccessSettings;
import dev.understudy.gateway.access.ConsoleSettings;
import dev.understudy.gateway.access.OidcSettings;
import dev.understudy.gateway.access.Role;
import dev.understudy.gateway.access.Token;
import dev.understudy.gateway.config.CaptureSettings.Binary;
import dev.understudy.gateway.config.CaptureSettings.ClientFacts;
import dev.understudy.gateway.config.CaptureSettings.OnTrouble;
import dev.understudy.gateway.config.CaptureSettings.SegmentLimits;
import dev.understudy.gateway.config.GatewayConfig.OnClientGone;
import dev.understudy.gateway.config.UpstreamSettings.HttpVersion;
import dev.understudy.gateway.secret.Secret;
import dev.understudy.rules.Redaction;
import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import dev.understudy.rules.TimeoutOverrides;
import dev.understudy.rules.yaml.HostPort;
import dev.understudy.rules.yaml.Parsed;
import dev.understudy.sink.capture.Durability;
import dev.understudy.sink.capture.WhenFull;
import dev.understudy.sink.firehose.FirehoseSettings;
import dev.understudy.sink.store.place.StorePlace;
import dev.understudy.sink.store.s3.S3Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigTest {
  private static final Map<String, String> NO_ENVIRONMENT = Map.of("HOSTNAME", "box");

  private final Path folder;

  GatewayConfigTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void aTeacherIsAllThatMustBeGiven() {
    GatewayConfig config = load(flags(null, "https://api.openai.com/v1"), NO_ENVIRONMENT).orThrow();

    assertThat(config)
        .isEqualTo(
            new GatewayConfig(
                new HostPort("127.0.0.1", 8080),
                new HostPort("127.0.0.1", 8081),
                AccessSettings.NONE,
                URI.create("https://api.openai.com/v1"),
                null,
                "box",
                Runtime.getRuntime().availableProcessors(),
                null,
                null,
                new UpstreamSettings(
                    HttpVersion.AUTO,
                    1024,
                    4096,
                    null,
                    new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(5),
                        null)),
                new Limits(65536, 32768, null, Duration.ofMinutes(15)),
                new CaptureSettings(
                    StoreSettings.in(folder.resolve("captures")),
                    folder.resolve("captures/.spool"),
                    Durability.OS,
                    Duration.ofMillis(250),
                    OnTrouble.SERVE,
                    8388608,
                    268435456L,
                    Binary.DIGEST,
                    new SegmentLimits(67108864L, Duration.ofSeconds(60)),
                    8589934592L,
                    WhenFull.DROP,
                    true,
                    RecordedHeaders.REQUEST_DEFAULT,
                    RecordedHeaders.RESPONSE_DEFAULT,
                    Redaction.NONE,
                    null,
                    new ClientFacts("x-app", "x-user-id", "x-session-id")),
                OnClientGone.CANCEL,
                new ShutdownSettings(Duration.ZERO, Duration.ofSeconds(30)),
                new ReadyWhen(true),
                new LogSettings(LogSettings.Level.INFO, LogSettings.Format.TEXT),
                null));
  }

  @Test
  void everyKeyOfTheFileIsRead() throws IOException {
    for (String name : List.of("cert.pem", "key.pem", "ca.pem")) {
      Files.createFile(folder.resolve(name));
    }
    Files.writeString(
        folder.resolve("r.yaml"), "version: 1\nupstreams: {a: {url: \"http://a\"}}\n");
    write(
        """
        listen: 0.0.0.0:80
        admin: "[::1]:0"
        admin_token: env:ADMIN
        admin_tokens: [{name: ada, role: judge, token: env:ADA}]
        admin_tls: {certificate: cert.pem, key: key.pem}
        console: {prompts: viewer, memory: 8MiB, refresh: 30s, url: "https://understudy.example"}
        oidc:
          issuer: https://id.example
          client_id: understudy
          client_secret: env:OIDC
          scopes: [openid, groups]
          roles_claim: realm_access.roles
          roles: {sre: operator, ml: judge}
        teacher: http://localhost:9000/
        rules: r.yaml
        instance: a-1
        event_loops: 3
        tls: {certificate: cert.pem, key: key.pem}
        upstream:
          http: 2
          connections: 7
          queue: 0
          trust: ca.pem
          timeouts: {connect: 1s, first_byte: 2m, idle: 3m, total: 1h}
        limits: {headers: 8KiB, request_line: 4KiB, body: 1GiB, client_idle: none}
        capture:
          store: /data/store
          spool: spool
          durability: disk
          patience: 0s
          on_trouble: refuse
          body_limit: 1MiB
          memory: 2MiB
          binary: keep
          segment: {bytes: 1MiB, age: 2s}
          spool_limit: 3MiB
          when_full: refuse
          estimate_tokens: false
          request_headers: [Accept, x-acme-*]
          response_headers: []
          redact: {find: [email], patterns: {CUSTOMER: "C-[0-9]+"}, drop: [/metadata]}
          pseudonyms: env:PSEUDONYMS
          client: {app: X-Service, user: x-person, session: x-thread}
        on_client_gone: finish
        shutdown: {delay: 5s, deadline: 0s}
        ready_when: {capture_degraded: false}
        log: {level: debug, format: json}
        tracing: {endpoint: "http://collector:4318/", sample: 20%, headers: {X-Tenant: "env:PSEUDONYMS"}}
        """);

    GatewayConfig config =
        load(
                flags("gateway.yaml", null),
                Map.of(
                    "PSEUDONYMS", "correct-horse-battery",
                    "ADMIN", "token-of-operators",
                    "ADA", "token-of-one-judge",
                    "OIDC", "secret-of-client"))
            .orThrow();

    assertThat(config)
        .isEqualTo(
            new GatewayConfig(
                new HostPort("0.0.0.0", 80),
                new HostPort("::1", 0),
                new AccessSettings(
                    new Secret("env:ADMIN", "token-of-operators"),
                    List.of(
                        new Token("ada", Role.JUDGE, new Secret("env:ADA", "token-of-one-judge"))),
                    new ConsoleSettings(
                        Role.VIEWER,
                        8 << 20,
                        Duration.ofSeconds(30),
                        URI.create("https://understudy.example")),
                    new OidcSettings(
                        URI.create("https://id.example"),
                        "understudy",
                        new Secret("env:OIDC", "secret-of-client"),
                        List.of("openid", "groups"),
                        "realm_access.roles",
                        Map.of("sre", Role.OPERATOR, "ml", Role.JUDGE))),
                URI.create("http://localhost:9000"),
                folder.resolve("r.yaml"),
                "a-1",
                3,
                new TlsSettings(folder.resolve("cert.pem"), folder.resolve("key.pem")),
                new TlsSettings(folder.resolve("cert.pem"), folder.resolve("key.pem")),
                new UpstreamSettings(
                    HttpVersion.HTTP_2,
                    7,
                    0,
                    folder.resolve("ca.pem"),
                    new Timeouts(
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(3),
                        Duration.ofHours(1))),
                new Limits(8192, 4096, 1073741824L, null),
                new CaptureSettings(
                    StoreSettings.in(Path.of("/data/store")),
                    folder.resolve("spool"),
                    Durability.DISK,
                    Duration.ZERO,
                    OnTrouble.REFUSE,
                    1048576,
                    2097152L,
                    Binary.KEEP,
                    new SegmentLimits(1048576L, Duration.ofSeconds(2)),
                    3145728L,
                    WhenFull.REFUSE,
                    false,
                    new RecordedHeaders(List.of("accept", "x-acme-*")),
                    new RecordedHeaders(List.of()),
                    new Redaction(
                        Set.of(Redaction.Kind.EMAIL),
                        Map.of("CUSTOMER", "C-[0-9]+"),
                        List.of("/metadata"),
                        List.of("US")),
                    new Secret("env:PSEUDONYMS", "correct-horse-battery"),
                    new ClientFacts("x-service", "x-person", "x-thread")),
                OnClientGone.FINISH,
                new ShutdownSettings(Duration.ofSeconds(5), Duration.ZERO),
                new ReadyWhen(false),
                new LogSettings(LogSettings.Level.DEBUG, LogSettings.Format.JSON),
                new TracingSettings(
                    URI.create("http://collector:4318"),
                    new Share(new BigDecimal("0.2")),
                    Map.of("x-tenant", new Secret("env:PSEUDONYMS", "correct-horse-battery")))));
  }

  @Test
  void theCommandLineGoesBeforeTheFile() throws IOException {
    write(
        """
        listen: 127.0.0.1:1
        admin: 127.0.0.1:2
        teacher: http://file
        capture: {store: in-file, durability: memory}
        """);
    CommandLineSettings flags =
        new CommandLineSettings(
            "gateway.yaml", "127.0.0.1:3", "127.0.0.1:4", "http://flag", null, "given");

    GatewayConfig config = load(flags, Map.of("TEACHER_URL", "http://variable")).orThrow();

    assertThat(config.listen().port()).isEqualTo(3);
    assertThat(config.admin().port()).isEqualTo(4);
    assertThat(config.teacher()).hasHost("flag");
    assertThat(config.capture().store()).isEqualTo(StoreSettings.in(folder.resolve("given")));
    assertThat(config.capture().spool()).isEqualTo(folder.resolve("given/.spool"));
    assertThat(config.capture().durability()).isEqualTo(Durability.MEMORY);
  }

  @Test
  void theFileGoesBeforeTheEnvironmentAndTheEnvironmentBeforeNothing() throws IOException {
    Map<String, String> environment = Map.of("TEACHER_URL", "http://variable");
    write("teacher: http://file\n");

    assertThat(load(flags("gateway.yaml", null), environment).orThrow().teacher()).hasHost("file");
    assertThat(load(CommandLineSettings.NONE, environment).orThrow().teacher()).hasHost("variable");
  }

  @Test
  void pathsInTheFileStartFromItsFolderAndOthersFromTheWorkingFolder() throws IOException {
    Path etc = Files.createDirectory(folder.resolve("etc"));
    Files.writeString(etc.resolve("g.yaml"), "teacher: http://a\nrules: r.yaml\n");
    Files.writeString(etc.resolve("r.yaml"), "version: 1\nupstreams: {a: {url: \"http://a\"}}\n");

    GatewayConfig config = load(flags("etc/g.yaml", null), NO_ENVIRONMENT).orThrow();

    assertThat(config.rules()).isEqualTo(etc.resolve("r.yaml"));
    assertThat(config.capture().store()).isEqualTo(StoreSettings.in(folder.resolve("captures")));
  }

  @Test
  void rulesThatNameUpstreamsCanDoWithoutATeacher() throws IOException {
    Files.writeString(
        folder.resolve("r.yaml"), "version: 1\nupstreams: {a: {url: \"http://a\"}}\n");
    write("rules: r.yaml\n");

    GatewayConfig config = load(flags("gateway.yaml", null), NO_ENVIRONMENT).orThrow();

    assertThat(config.teacher()).isNull();
    assertThat(config.readRules().orThrow().upstreams().get(0).name()).isEqualTo("a");
  }

  @Test
  void withoutRulesEverythingGoesToTheTeacher() {
    GatewayConfig config = load(flags(null, "http://a"), NO_ENVIRONMENT).orThrow();

    assertThat(config.readRules().orThrow()).isEqualTo(Rules.teacherOnly(URI.create("http://a")));
  }

  @Test
  void theInstanceIsTheHostMadeFitForFileNames() {
    assertThat(Instance.sanitised("web 1/eu")).isEqualTo("web-1-eu");
    assertThat(Instance.sanitised("._hidden")).isEqualTo("hidden");
    assertThat(Instance.sanitised("--")).isEqualTo("gateway");
    assertThat(Instance.sanitised("x".repeat(70))).hasSize(64);
    assertThat(Instance.name(Map.of())).matches("[A-Za-z0-9][A-Za-z0-9._-]*");
  }

  @Test
  void anUpstreamsOwnDeadlinesGoBeforeTheGateways() {
    Duration second = Duration.ofSeconds(1);
    Timeouts gateways = new Timeouts(second, second, second, second);
    Duration own = Duration.ofSeconds(2);

    assertThat(gateways.with(TimeoutOverrides.NONE)).isEqualTo(gateways);
    assertThat(gateways.with(new TimeoutOverrides(own, null, own, null)))
        .isEqualTo(new Timeouts(own, second, own, second));
    assertThat(gateways.with(new TimeoutOverrides(null, own, null, Duration.ZERO)))
        .isEqualTo(new Timeouts(second, own, second, null));
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("gateway.yaml"), text);
  }

  private static CommandLineSettings flags(@Nullable String config, @Nullable String teacher) {
    return new CommandLineSettings(config, null, null, teacher, null, null);
  }

  private Parsed<GatewayConfig> load(CommandLineSettings flags, Map<String, String> environment) {
    return GatewayConfig.load(flags, environment, folder);
  }

  @Test
  void aBucketIsAllThatNeedsBeSaidOfS3() throws IOException {
    write(
        """
        teacher: http://localhost:9000
        capture: {store: "s3://acme-llm/understudy"}
        """);

    GatewayConfig config =
        load(flags("gateway.yaml", null), Map.of("AWS_ENDPOINT_URL_S3", "http://minio:9000"))
            .orThrow();

    StoreSettings store = config.capture().store();
    assertThat(store.place()).isEqualTo(StorePlace.parse("s3://acme-llm/understudy"));
    assertThat(store.s3())
        .isEqualTo(S3Settings.DEFAULTS.withEndpoint(URI.create("http://minio:9000")));
    assertThat(config.capture().spool()).isEqualTo(folder.resolve("captures/.spool"));
  }

  @Test
  void whatTheEnvironmentSaysOfS3IsNothingToAFolder() throws IOException {
    write("teacher: http://localhost:9000\n");

    GatewayConfig config =
        load(flags("gateway.yaml", null), Map.of("AWS_ENDPOINT_URL", "nonsense")).orThrow();

    assertThat(config.capture().store()).isEqualTo(StoreSettings.in(folder.resolve("captures")));
  }

  @Test
  void theCommandLineNamesABucketToo() {
    GatewayConfig config =
        load(
                new CommandLineSettings(
                    null, null, null, "http://localhost:9000", null, "s3://acme-llm"),
                NO_ENVIRONMENT)
            .orThrow();

    assertThat(config.capture().store().place()).isEqualTo(StorePlace.parse("s3://acme-llm"));
  }

  @Test
  void deliveryStreamsNeedAPlaceForWhatIsTooLargeForThem() throws IOException {
    write(
        """
        teacher: http://localhost:9000
        capture:
          store: firehose://llm
          firehose: {claims: "s3://acme-llm/claims", region: eu-west-1, feedback: said, kept: 30d}
        """);

    StoreSettings store =
        load(flags("gateway.yaml", null), NO_ENVIRONMENT).orThrow().capture().store();

    assertThat(store.place()).isEqualTo(StorePlace.parse("s3://acme-llm/claims"));
    assertThat(store.firehose())
        .isEqualTo(
            FirehoseSettings.of("llm", "eu-west-1")
                .withStream(Table.FEEDBACK, "said")
                .withKept(Duration.ofDays(30)));
  }
}
