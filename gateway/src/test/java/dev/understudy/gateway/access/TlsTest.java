package dev.understudy.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.gateway.config.TlsSettings;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The admin port with a certificate, or behind a proxy that has one. */
class TlsTest {
  private static final SelfSignedCertificate CERTIFICATE =
      SelfSignedCertificate.create("localhost"); // made once, as that takes its time

  private TestAdmin admin;

  @BeforeEach
  void start() throws Exception {
    TlsSettings tls =
        new TlsSettings(
            Path.of(CERTIFICATE.certificatePath()), Path.of(CERTIFICATE.privateKeyPath()));
    admin =
        TestAdmin.overTls(
            TestAdmin.tokens(ConsoleSettings.DEFAULT), tls, trusting(tls.certificate()));
  }

  @AfterEach
  void stop() {
    admin.close();
  }

  @AfterAll
  static void delete() {
    CERTIFICATE.delete();
  }

  private static HttpClient trusting(Path certificate)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "admin", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  @Test
  void cookieNeverTravelsInClear() throws Exception {
    HttpResponse<String> answer = admin.submit("/login", "token=token-of-an-operator");

    assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
        .matches("__Host-understudy-session=[\\w-]{43}; Path=/; Secure; HTTPOnly; SameSite=Strict");
  }

  @Test
  void sessionsWorkAsInClear() throws Exception {
    String cookie = admin.signIn(TestAdmin.OPERATOR);
    String csrf = admin.csrf(cookie);

    HttpResponse<String> moved =
        admin.post(
            "/routes/moderation/pause",
            "cookie",
            cookie,
            "origin",
            admin.base(),
            "x-understudy-csrf",
            csrf);

    assertThat(moved.statusCode()).isEqualTo(200);
    assertThat(moved.version()).isEqualTo(HttpClient.Version.HTTP_2);
  }

  @Test
  void clearCallsAreNotAnswered() {
    String clear = admin.base().replace("https", "http");

    HttpRequest call = HttpRequest.newBuilder(URI.create(clear + "/health/live")).build();

    assertThatThrownBy(
            () -> HttpClient.newHttpClient().send(call, HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void proxyWithTlsMakesCookiesThatNeverTravelInClear() throws Exception {
    ConsoleSettings behindProxy =
        new ConsoleSettings(Role.JUDGE, 1 << 20, null, URI.create("https://understudy.example"));
    try (TestAdmin behind = TestAdmin.with(TestAdmin.tokens(behindProxy), Clock.systemUTC())) {
      HttpResponse<String> answer =
          behind.submit(
              "/login", "token=token-of-an-operator", "origin", "https://understudy.example");
      String cookie = TestAdmin.cookie(answer);

      assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
          .startsWith("__Host-understudy-session=")
          .contains("; Secure;");
      assertThat(
              behind
                  .post(
                      "/routes/moderation/pause",
                      "cookie",
                      cookie,
                      "origin",
                      "https://understudy.example",
                      "x-understudy-csrf",
                      behind.csrf(cookie))
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
