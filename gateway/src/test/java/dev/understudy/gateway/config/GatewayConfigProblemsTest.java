package dev.understudy.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.rules.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayConfigProblemsTest {
  private final Path folder;

  GatewayConfigProblemsTest(@TempDir Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Test
  void everySettingSaysWhatItTakes() throws IOException {
    Stream<String> problems =
        problemsOf(
            """
            lisen: 1.2.3.4:5
            listen: foo
            admin: 8081
            teacher: api.openai.com/v1
            instance: _x
            event_loops: 0
            tls: {certificate: none.pem}
            upstream:
              http: 3
              connections: 0
              queue: -1
              trust: none.pem
              timeouts: {connect: none, first_byte: 0s, idle: 5, total: never, read: 5s}
            limits: {headers: 64, request_line: 1GiB, body: big, client_idle: 1}
            capture:
              durability: ssd
              patience: 250
              on_trouble: stop
              body_limit: 2GiB
              memory: 1KiB
              binary: base64
              segment: {bytes: 0B, age: 0s, rows: 5}
              spool_limit: 1KiB
              when_full: wait
              estimate_tokens: yes
              request_headers: [authorization, "x-*", "a b"]
              response_headers: set-cookie
              client: {user: X-Api-Key}
            on_client_gone: stop
            shutdown: {deadline: later}
            ready_when: {capture_degraded: 1}
            log: {level: loud, format: xml}
            tracing: {sample: 2, headers: {content-length: "env:PATH", x-key: abc}}
            """);

    assertThat(problems)
        .containsExactly(
            "gateway.yaml:1:1: unknown key 'lisen', did you mean 'listen'?",
            "gateway.yaml:2:9: listen must be HOST:PORT, got 'foo'",
            "gateway.yaml:3:8: admin must be HOST:PORT, got '8081'",
            "gateway.yaml:4:10: teacher must be a URL such as https://api.openai.com/v1, got"
                + " 'api.openai.com/v1'; did you mean 'https://api.openai.com/v1'?",
            "gateway.yaml:5:11: instance must begin with a letter or digit, got '_x'",
            "gateway.yaml:6:14: event_loops must be a whole number within [1, 1024], got '0'",
            "gateway.yaml:7:6: tls.key is required",
            "gateway.yaml:7:20: tls.certificate must be a file that exists and can be read, got"
                + " 'none.pem'",
            "gateway.yaml:9:9: upstream.http must be auto, 1.1 or 2, got '3'",
            "gateway.yaml:10:16: upstream.connections must be a whole number within"
                + " [1, 1000000], got '0'",
            "gateway.yaml:11:10: upstream.queue must be a whole number within [0, 1000000], got"
                + " '-1'",
            "gateway.yaml:12:10: upstream.trust must be a file that exists and can be read, got"
                + " 'none.pem'",
            "gateway.yaml:13:23: upstream.timeouts.connect must be a duration such as 250ms, 30s,"
                + " 5m or 1h, got 'none'",
            "gateway.yaml:13:41: upstream.timeouts.first_byte must be longer than zero, got '0s'",
            "gateway.yaml:13:51: upstream.timeouts.idle must be a duration such as 250ms, 30s, 5m"
                + " or 1h, got '5'",
            "gateway.yaml:13:61: upstream.timeouts.total must be a duration such as 250ms, 30s,"
                + " 5m or 1h, or none, got 'never'",
            "gateway.yaml:13:68: unknown key 'read' in upstream.timeouts; known: connect,"
                + " first_byte, idle, total",
            "gateway.yaml:14:19: limits.headers must be a size such as 512B, 64KiB, 8MiB or 1GB,"
                + " got '64'",
            "gateway.yaml:14:37: limits.request_line must be within [1KiB, 16MiB], got '1GiB'",
            "gateway.yaml:14:49: limits.body must be a size such as 512B, 64KiB, 8MiB or 1GB, or"
                + " none, got 'big'",
            "gateway.yaml:14:67: limits.client_idle must be a duration such as 250ms, 30s, 5m or"
                + " 1h, or none, got '1'",
            "gateway.yaml:16:15: capture.durability must be memory, os or disk, got 'ssd'",
            "gateway.yaml:17:13: capture.patience must be a duration such as 250ms, 30s, 5m or"
                + " 1h, got '250'",
            "gateway.yaml:18:15: capture.on_trouble must be serve or refuse, got 'stop'",
            "gateway.yaml:19:15: capture.body_limit must be within [0B, 1GiB], got '2GiB'",
            "gateway.yaml:20:11: capture.memory must be within [1MiB, 1TiB], got '1KiB'",
            "gateway.yaml:21:11: capture.binary must be digest or keep, got 'base64'",
            "gateway.yaml:22:20: capture.segment.bytes must be within [1KiB, 1GiB], got '0B'",
            "gateway.yaml:22:29: capture.segment.age must be longer than zero, got '0s'",
            "gateway.yaml:22:33: unknown key 'rows' in capture.segment; known: bytes, age",
            "gateway.yaml:23:16: capture.spool_limit must be within [1MiB, 1024TiB], got '1KiB'",
            "gateway.yaml:24:14: capture.when_full must be drop or refuse, got 'wait'",
            "gateway.yaml:25:20: capture.estimate_tokens must be true or false, got 'yes'",
            "gateway.yaml:26:21: each of capture.request_headers must not record 'authorization',"
                + " a credential or account, got 'authorization'",
            "gateway.yaml:26:36: each of capture.request_headers must not record 'x-api-key', a"
                + " credential or account, got 'x-*'",
            "gateway.yaml:26:43: each of capture.request_headers must be a header's name, perhaps"
                + " ending in '*', got 'a b'",
            "gateway.yaml:27:21: capture.response_headers must be a list, got 'set-cookie'",
            "gateway.yaml:28:18: capture.client.user must not record 'x-api-key', a credential or"
                + " account, got 'X-Api-Key'",
            "gateway.yaml:29:17: on_client_gone must be cancel or finish, got 'stop'",
            "gateway.yaml:30:22: shutdown.deadline must be a duration such as 250ms, 30s, 5m or"
                + " 1h, got 'later'",
            "gateway.yaml:31:32: ready_when.capture_degraded must be true or false, got '1'",
            "gateway.yaml:32:14: log.level must be error, warn, info, debug or trace, got 'loud'",
            "gateway.yaml:32:28: log.format must be text or json, got 'xml'",
            "gateway.yaml:33:10: tracing.endpoint is required",
            "gateway.yaml:33:19: tracing.sample must be within [0, 1], that is [0%, 100%], got '2'",
            "gateway.yaml:33:32: each name in tracing.headers must be the name of a header that is free"
                + " to be set, got 'content-length'",
            "gateway.yaml:33:48: tracing.headers.content-length must name what exists and can be"
                + " read; env:PATH does not",
            "gateway.yaml:33:67: tracing.headers.x-key must be env:NAME or file:PATH; the secret"
                + " itself never stands here");
  }

  @Test
  void whatIsWrongWithAStoreIsTold() throws IOException {
    assertThat(
            problemsOf(
                """
                teacher: http://a
                capture:
                  store: s3://acme-llm
                  s3:
                    endpoint: minio:9000
                    region: Mars
                    encryption: sse_s3
                    kms_key: alias/a
                    storage_class: GLACIER
                    multipart: {part: 1MiB}
                    patience: {attempt: 2m, call: 1m}
                """))
        .containsExactly(
            "gateway.yaml:5:15: capture.s3.endpoint must be an http or https URL such as"
                + " http://minio:9000, got 'minio:9000'",
            "gateway.yaml:6:13: capture.s3.region must be a region's name such as eu-west-1, got"
                + " 'Mars'",
            "gateway.yaml:8:14: capture.s3.kms_key has no effect without encryption: sse_kms",
            "gateway.yaml:9:20: capture.s3.storage_class must be one that can be read at once, got"
                + " GLACIER: move files there by a lifecycle rule",
            "gateway.yaml:10:23: capture.s3.multipart.part must be within [5MiB, 5GiB], got"
                + " '1MiB'",
            "gateway.yaml:11:35: capture.s3.patience.call (1m) must be at least attempt (2m)");
    assertThat(problemsOf("teacher: http://a\ncapture: {store: \"ftp://a\"}\n"))
        .containsExactly(
            "gateway.yaml:2:18: capture.store must be a folder or s3://bucket/prefix, got"
                + " 'ftp://a'");
    assertThat(problemsOf("teacher: http://a\ncapture: {store: \"firehose://a\"}\n"))
        .containsExactly("gateway.yaml:2:10: capture.firehose.claims is required");
    assertThat(
            problemsOf(
                "teacher: http://a\ncapture: {store: a, s3: {region: eu-west-1}, firehose: {kept: 1d}}\n"))
        .containsExactly(
            "gateway.yaml:2:25: capture.s3 has no effect unless files go to s3://bucket/prefix",
            "gateway.yaml:2:46: capture.firehose has no effect unless capture.store is"
                + " firehose://NAME");
  }

  @Test
  void settingsThatContradictEachOtherAreRefused() throws IOException {
    assertThat(
            problemsOf(
                """
                teacher: http://a
                capture:
                  store: x
                  spool: x
                  body_limit: 8MiB
                  memory: 4MiB
                  segment: {bytes: 64MiB}
                  spool_limit: 32MiB
                """))
        .containsExactly(
            "gateway.yaml:4:10: capture.spool must be another folder than capture.store",
            "gateway.yaml:6:11: capture.memory (4MiB) must be at least capture.body_limit (8MiB)",
            "gateway.yaml:8:16: capture.spool_limit (32MiB) must be at least"
                + " capture.segment.bytes (64MiB)");
    assertThat(
            problemsOf(
                """
                teacher: http://a
                listen: 0.0.0.0:80
                admin: 127.0.0.1:80
                limits: {client_idle: 10m}
                """))
        .containsExactly(
            "gateway.yaml: listen (0.0.0.0:80) and admin (127.0.0.1:80) must not be the same port",
            "gateway.yaml: limits.client_idle (10m) must be longer than first_byte and idle of"
                + " upstream.timeouts (10m), or clients are cut while the teacher thinks");
  }

  @Test
  void portThatOthersReachAsksWhoTheyAre() throws IOException {
    assertThat(problemsOf("teacher: http://a\nadmin: 0.0.0.0:8081\n"))
        .containsExactly(
            "gateway.yaml: admin (0.0.0.0:8081) listens beyond this machine, and nobody is asked who"
                + " they are; set admin_token to env:NAME or file:PATH, or admin_tokens or oidc, or"
                + " let it listen on 127.0.0.1");
    assertThat(problemsOf("teacher: http://a\nadmin: 127.0.0.2:8081\n")).isEmpty();
  }

  @Test
  void tokensAreTellableApart() throws IOException {
    Map<String, String> environment =
        Map.of("ONE", "0123456789abcdef", "SAME", "0123456789abcdef", "OTHER", "fedcba9876543210");
    Files.writeString(
        folder.resolve("gateway.yaml"),
        """
        teacher: http://a
        admin_token: env:ONE
        admin_tokens:
          - {name: ada, role: viewer, token: "env:SAME"}
          - {name: jo, role: judge, token: "env:OTHER"}
          - {name: jo, role: operator, token: "env:OTHER"}
        """);

    assertThat(
            problemsOf(
                new CommandLineSettings("gateway.yaml", null, null, null, null, null), environment))
        .containsExactly(
            "gateway.yaml:4:5: admin_token and 'ada' are the same token; each must have its own",
            "gateway.yaml:6:5: admin_tokens has the name 'jo' twice",
            "gateway.yaml:6:5: 'jo' and 'jo' are the same token; each must have its own");
  }

  @Test
  void whatIsWrongWithAccessIsTold() throws IOException {
    assertThat(
            problemsOf(
                """
                teacher: http://a
                admin_tokens:
                  - {name: "a b", role: admin, token: "env:NONE"}
                  - {role: viewer, token: hush-hush-hush-hush}
                console: {prompts: nobody, refresh: 2d, url: "https://a/path"}
                oidc:
                  issuer: http://id.example
                  scopes: [profile]
                  roles: {sre: root}
                """))
        .containsExactly(
            "gateway.yaml:3:12: name must be 1 to 64 letters, digits, '.', '_' or '-', got 'a b'",
            "gateway.yaml:3:25: role must be viewer, judge or operator, got 'admin'",
            "gateway.yaml:3:39: token must name what exists and can be read; env:NONE does not",
            "gateway.yaml:4:5: name is required",
            "gateway.yaml:4:27: token must be env:NAME or file:PATH; the secret itself never stands"
                + " here",
            "gateway.yaml:5:20: console.prompts must be viewer, judge or operator, got 'nobody'",
            "gateway.yaml:5:37: console.refresh must be within [1s, 1d], or none, got '2d'",
            "gateway.yaml:5:46: console.url must have no path, got 'https://a/path'",
            "gateway.yaml:7:3: oidc.client_id is required",
            "gateway.yaml:7:3: oidc.client_secret is required",
            "gateway.yaml:7:11: oidc.issuer must begin with https:// beyond this machine",
            "gateway.yaml:8:11: oidc.scopes must have openid, or the provider tells nothing",
            "gateway.yaml:9:16: oidc.roles.sre must be viewer, judge or operator, got 'root'");
    assertThat(
            problemsOf(
                """
                teacher: http://a
                oidc: {issuer: "http://localhost:7", client_id: a, client_secret: "env:NONE", roles: {}}
                """))
        .containsExactly(
            "gateway.yaml:2:67: oidc.client_secret must name what exists and can be read; env:NONE"
                + " does not",
            "gateway.yaml:2:86: oidc.roles must give a role to at least one group, or nobody gets"
                + " in");
  }

  @Test
  void aTeacherMustComeFromSomewhere() {
    assertThat(problemsOf(CommandLineSettings.NONE, Map.of()))
        .containsExactly(
            "command line: no teacher; give --teacher URL, TEACHER_URL, 'teacher' in the config"
                + " file, or rules that name upstreams");
  }

  @Test
  void flagsAndVariablesAreNamedInTheirProblems() {
    CommandLineSettings flags =
        new CommandLineSettings(null, "8080", "x", "htp://x", "~/rules.yaml", "");

    assertThat(problemsOf(flags, Map.of()))
        .containsExactlyInAnyOrder(
            "command line: --listen must be HOST:PORT, got '8080'",
            "command line: --admin must be HOST:PORT, got 'x'",
            "command line: --teacher must begin with http:// or https://, got 'htp://'",
            "command line: --rules must be a path without '~', which only shells understand, got"
                + " '~/rules.yaml'",
            "command line: --captures must be a folder or s3://bucket/prefix, got nothing");
    assertThat(problemsOf(CommandLineSettings.NONE, Map.of("TEACHER_URL", "https://k@a")))
        .containsExactly(
            "environment: TEACHER_URL must not hold a user name or password ('@'); credentials"
                + " travel in request headers");
  }

  @Test
  void anAbsentConfigFileIsAProblem() {
    CommandLineSettings flags = new CommandLineSettings("no.yaml", null, null, null, null, null);

    assertThat(problemsOf(flags, Map.of()))
        .containsExactly("no.yaml: no such file (looked for " + folder.resolve("no.yaml") + ")");
  }

  @Test
  void theRulesProblemsAreTheConfigurationsToo() throws IOException {
    Path rules = folder.resolve("r.yaml");
    CommandLineSettings flags =
        new CommandLineSettings(null, null, null, "http://a", "r.yaml", null);

    Files.writeString(rules, "version: 1\nroutes: [{name: a, teacher: b}]\n");
    assertThat(problemsOf(flags, Map.of()))
        .containsExactly(rules + ":2:29: no upstream named 'b'; defined: teacher");

    Files.writeString(
        rules, "version: 1\nupstreams: {b: {url: \"http://b\", timeouts: {first_byte: 1h}}}\n");
    assertThat(problemsOf(flags, Map.of()))
        .containsExactly(
            rules
                + ": limits.client_idle (15m) must be longer than first_byte and idle of"
                + " upstreams.b.timeouts (1h), or clients are cut while the teacher thinks");
  }

  private Stream<String> problemsOf(String yaml) throws IOException {
    Files.writeString(folder.resolve("gateway.yaml"), yaml);
    return problemsOf(
        new CommandLineSettings("gateway.yaml", null, null, null, null, null), Map.of());
  }

  private Stream<String> problemsOf(CommandLineSettings flags, Map<String, String> environment) {
    return GatewayConfig.load(flags, environment, folder).problems().stream()
        .map(Problem::toString);
  }
}
