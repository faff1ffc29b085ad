package dev.understudy.deploy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.deploy.running.RunningGateway;
import dev.understudy.deploy.upstream.Received;
import dev.understudy.deploy.upstream.Reply;
import dev.understudy.deploy.upstream.ScriptedUpstream;
import dev.understudy.gateway.config.TlsSettings;
import dev.understudy.gateway.config.UpstreamSettings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocols applications and upstreams may speak besides plain HTTP/1.1. */
class ProtocolsTest {
  private static final String JSON = "{\"id\": \"a\"}";

  private final Vertx vertx = Vertx.vertx();

  /** Vert.x closes a client, its connections with it, once nothing refers to it any more. */
  private final List<Object> clients = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void http2WithPriorKnowledge(@TempDir Path captures) throws Exception {
    HttpClient client =
        client(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    try (ScriptedUpstream upstream = ScriptedUpstream.start().answers(Reply.json(200, JSON));
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures)) {
      assertThat(post(client, gateway.url(), "/v1/a?b=%2F")).isEqualTo("HTTP_2 200 " + JSON);

      Received got = upstream.only();
      assertThat(got + " " + got.text()).isEqualTo("POST /v1/a?b=%2F hello");
      assertThat(got.header("host")).isEqualTo(upstream.url().getAuthority());
      assertThat(got.headers()).noneMatch(header -> header.name().startsWith(":"));
    }
  }

  @Test
  void tlsWithHttp2OnBothSides(@TempDir Path captures) throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    PemKeyCertOptions key = certificate.keyCertOptions();
    Path chain = Path.of(key.getCertPath());
    HttpServerOptions secured =
        new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(key);
    UpstreamSettings trusting =
        new UpstreamSettings(
            UpstreamSettings.HttpVersion.AUTO, 8, 8, chain, UpstreamSettings.DEFAULT.timeouts());
    TlsSettings tls = new TlsSettings(chain, Path.of(key.getKeyPath()));
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(secured).answers(Reply.json(200, JSON));
        RunningGateway gateway =
            RunningGateway.inFrontOf(named(upstream.url()), captures, tls, trusting)) {
      assertThat(post(secure(HttpVersion.HTTP_2), gateway.url(), "/v1/a"))
          .isEqualTo("HTTP_2 200 " + JSON);
      assertThat(post(secure(HttpVersion.HTTP_1_1), gateway.url(), "/v1/a"))
          .isEqualTo("HTTP_1_1 200 " + JSON);
      assertThat(upstream.received()).extracting(Received::version).containsOnly("HTTP_2");
    } finally {
      certificate.delete();
    }
  }

  @Test
  void webSocketReachesAnUpstreamThatWouldRatherSpeakHttp2(@TempDir Path captures)
      throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    PemKeyCertOptions key = certificate.keyCertOptions();
    HttpServer echo =
        vertx
            .createHttpServer(
                new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(key))
            .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage));
    int port = await(echo.listen(0, "localhost")).actualPort();
    UpstreamSettings trusting =
        new UpstreamSettings(
            UpstreamSettings.HttpVersion.AUTO,
            8,
            8,
            Path.of(key.getCertPath()),
            UpstreamSettings.DEFAULT.timeouts());
    try (RunningGateway gateway =
        RunningGateway.inFrontOf(
            URI.create("https://localhost:" + port), captures, null, trusting)) {
      WebSocketClient client = vertx.createWebSocketClient();
      clients.add(client);
      WebSocket socket =
          await(client.connect(gateway.url().getPort(), "127.0.0.1", "/v1/realtime"));
      Promise<String> echoed = Promise.promise();
      socket.textMessageHandler(echoed::tryComplete);
      await(socket.writeTextMessage("hello"));

      assertThat(await(echoed.future())).isEqualTo("hello");
      await(socket.close());
    } finally {
      certificate.delete();
    }
  }

  @Test
  void upstreamWhoseCertificateIsNotTrustedIsNotAsked(@TempDir Path captures) throws Exception {
    SelfSignedCertificate certificate = SelfSignedCertificate.create("127.0.0.1");
    HttpServerOptions secured =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(certificate.keyCertOptions());
    try (ScriptedUpstream upstream =
            ScriptedUpstream.start(secured).answers(Reply.json(200, JSON));
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures)) {
      assertThat(post(client(new HttpClientOptions()), gateway.url(), "/v1/a"))
          .startsWith("HTTP_1_1 502");
      assertThat(upstream.received()).isEmpty();
    } finally {
      certificate.delete();
    }
  }

  @Test
  void cutAnswerIsAResetStreamOverHttp2(@TempDir Path captures) throws Exception {
    HttpClient client =
        client(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    Reply cut = Reply.pieces("text/event-stream", List.of("data: a\n\n", "data: b\n\n"));
    try (ScriptedUpstream upstream = ScriptedUpstream.start().answers(cut.cutAfter(12));
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures)) {
      assertThat(outcome(client, gateway.url()).toLowerCase(Locale.ROOT)).contains("reset");
    }
  }

  @Test
  void jdkClientThatOffersToUpgradeIsServed(@TempDir Path captures) throws Exception {
    try (ScriptedUpstream upstream = ScriptedUpstream.start().answers(Reply.json(200, JSON));
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures)) {
      java.net.http.HttpClient client =
          java.net.http.HttpClient.newBuilder()
              .version(java.net.http.HttpClient.Version.HTTP_2)
              .build();
      String body = "ü".repeat(50_000);

      for (int time = 0; time < 3; time++) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(gateway.url().resolve("/v1/a"))
                    .timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode() + answer.body()).isEqualTo("200" + JSON);
      }

      for (Received got : upstream.received()) {
        assertThat(got.text()).isEqualTo(body);
        assertThat(got.headers())
            .noneMatch(
                header ->
                    header
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .matches("upgrade|http2-settings|connection"));
      }
    }
  }

  @Test
  void webSocketPassesWithItsExtensions(@TempDir Path captures) {
    String offer =
        lines(
            """
            GET /v1/realtime?model=a HTTP/1.1
            Host: a
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: realtime, openai-beta.realtime-v1
            Authorization: Bearer k
            Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits

            """);
    String accept =
        lines(
            """
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
            Sec-WebSocket-Protocol: realtime
            Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover

            """);
    String masked = "\u00c1\u0087\u0001\u0002\u0003\u0004\u00f3J\u00ce\u00cd\u00c8\u0005\u0003";
    String plain = "\u00c1\u0007\u00f2H\u00cd\u00c9\u00c9\u0007\u0000";
    try (RawUpstream upstream =
            new RawUpstream(
                client -> {
                  client.head();
                  client.send(accept + plain);
                  client.exactly(masked.length());
                  client.send(plain);
                });
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url()).send(offer)) {
      assertThat(client.head())
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("permessage-deflate; server_no_context_takeover\r\n")
          .containsIgnoringCase("sec-websocket-protocol: realtime\r\n")
          .containsIgnoringCase("connection: upgrade\r\n");
      assertThat(client.exactly(plain.length())).isEqualTo(plain);
      client.send(masked);
      assertThat(client.rest()).isEqualTo(plain);

      assertThat(upstream.conversation())
          .startsWith("GET /v1/realtime?model=a HTTP/1.1\r\n")
          .contains("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")
          .contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
          .contains("Authorization: Bearer k\r\n")
          .endsWith("\r\n\r\n" + masked);
    }
  }

  @Test
  void refusedWebSocketIsAnOrdinaryAnswer(@TempDir Path captures) {
    String refusal = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno";
    try (RawUpstream upstream = RawUpstream.saying(refusal);
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Wire client = Wire.to(gateway.url())) {
      client.send(
          lines(
              """
              GET /v1/realtime HTTP/1.1
              Host: a
              Upgrade: websocket
              Connection: Upgrade
              Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
              Sec-WebSocket-Version: 13

              """));

      assertThat(client.head()).startsWith("HTTP/1.1 401 Unauthorized\r\n");
      assertThat(client.exactly(2)).isEqualTo("no");
    }
  }

  /** The certificate made here is for a name, not for an address. */
  private static URI named(URI url) {
    return URI.create("https://localhost:" + url.getPort());
  }

  private static String lines(String text) {
    return text.replace("\n", "\r\n");
  }

  private HttpClient secure(HttpVersion version) {
    return client(
        new HttpClientOptions()
            .setSsl(true)
            .setTrustAll(true)
            .setVerifyHost(false)
            .setUseAlpn(true)
            .setProtocolVersion(version));
  }

  private HttpClient client(HttpClientOptions options) {
    HttpClient client = vertx.createHttpClient(options);
    clients.add(client);
    return client;
  }

  private static String post(HttpClient client, URI url, String target) throws Exception {
    return await(
        client
            .request(HttpMethod.POST, url.getPort(), url.getHost(), target)
            .compose(request -> request.send(Buffer.buffer("hello")))
            .compose(
                answer ->
                    answer
                        .body()
                        .map(body -> answer.version() + " " + answer.statusCode() + " " + body)));
  }

  private static String outcome(HttpClient client, URI url) throws Exception {
    return await(
        client
            .request(HttpMethod.POST, url.getPort(), url.getHost(), "/")
            .compose(request -> request.send(Buffer.buffer("hello")))
            .compose(answer -> answer.body())
            .map(body -> "ended well: " + body)
            .otherwise(broken -> broken.toString()));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
