package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients and records see when the teacher is down, late, stuck or cut. */
class TeacherTroubleTest {
  private static final String QUESTION = "{\"model\":\"m\"}";

  @TempDir Path folder;

  @Test
  void teacherThatIsDownIsABadGatewayAndRecorded() throws Exception {
    try (Socket nobody = reservedPort();
        TestGateway gateway = TestGateway.inFrontOf(at(nobody), folder)) {
      HttpResponse<String> answer = gateway.ask(QUESTION);

      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body())
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"message\":\"Understudy could not connect to upstream"
                  + " 'teacher' (127.0.0.1:%d).\",\"type\":\"upstream_error\",\"param\":null,"
                      .formatted(nobody.getLocalPort())
                  + "\"code\":\"upstream_unreachable\"}}");
      assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(answer.headers().firstValue("x-understudy-upstream")).hasValue("teacher");
      GenericRecord row = gateway.row();
      assertThat(row.get("request_id").toString())
          .isEqualTo(answer.headers().firstValue("x-understudy-request-id").orElseThrow());
      assertThat(row.get("outcome").toString()).isEqualTo("upstream_error");
      assertThat(row.get("status")).isNull();
      assertThat(row.get("error").toString()).isEqualTo("upstream_unreachable");
      assertThat(row.get("first_byte_ms")).isNull();
      gateway.awaitRest();
    }
  }

  @Test
  void requestToATeacherThatIsDownIsRecordedWithItsBodyAndKeepsItsConnection() throws Exception {
    try (Socket nobody = reservedPort();
        TestGateway gateway = TestGateway.inFrontOf(at(nobody), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.post(QUESTION).until("upstream_unreachable\"}}");
      client.post(QUESTION).until("upstream_unreachable\"}}");

      assertThat(gateway.rows())
          .hasSize(2)
          .allSatisfy(row -> assertThat(row.get("request_body")).hasToString(QUESTION));
    }
  }

  @Test
  void teacherThatComesUpLaterIsUsedWithoutARestart() throws Exception {
    Socket nobody = reservedPort();
    int port = nobody.getLocalPort();
    try (TestGateway gateway = TestGateway.inFrontOf(at(nobody), folder)) {
      try (nobody) {
        assertThat(gateway.ask(QUESTION).statusCode()).isEqualTo(502);
      }

      try (ScriptedTeacher late = ScriptedTeacher.on(port, ScriptedTeacher.answer("{}"))) {
        assertThat(gateway.ask(QUESTION).statusCode()).isEqualTo(200);
        assertThat(late.received()).hasSize(1);
      }
    }
  }

  @Test
  void connectionThatDoesNotComeAboutInTimeIsAGatewayTimeout() throws Exception {
    try (ServerSocket mute = new ServerSocket(0);
        TestGateway gateway =
            TestGateway.inFrontOf(
                URI.create("https://127.0.0.1:" + mute.getLocalPort()),
                folder,
                "upstream: {timeouts: {connect: 200ms}}")) {
      HttpResponse<String> answer = gateway.ask(QUESTION);

      assertTimeout(gateway, answer, "upstream_connect_timeout");
      assertThat(answer.body()).contains("accepted no connection within 200 ms.");
    }
  }

  @Test
  void waitingForAFreeConnectionCountsAsConnecting() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{}");
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(),
                folder,
                "upstream: {connections: 1, timeouts: {connect: 1s}}",
                "shutdown: {deadline: 0s}")) {
      assertThat(gateway.ask(QUESTION).statusCode()).isEqualTo(200); // so there is a connection
      teacher.now(request -> {});
      CompletableFuture<HttpResponse<String>> first = gateway.asks(QUESTION);
      TestGateway.await("the first call occupies it", () -> teacher.received().size() == 2);

      HttpResponse<String> answer = gateway.ask(QUESTION);

      assertThat(answer.statusCode()).isEqualTo(504);
      assertThat(answer.body()).contains("upstream_connect_timeout");
      assertThat(first).isNotDone();
    }
  }

  @Test
  void fullQueueIsServiceUnavailable() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(),
                folder,
                "upstream: {connections: 1, queue: 0}",
                "shutdown: {deadline: 0s}")) {
      CompletableFuture<HttpResponse<String>> first = gateway.asks(QUESTION);
      TestGateway.await("the first call occupies it", () -> teacher.received().size() == 1);

      HttpResponse<String> answer = gateway.ask(QUESTION);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("raise upstream.connections or upstream.queue")
          .contains("upstream_overloaded");
      assertThat(first).isNotDone();
    }
  }

  @Test
  void answerThatDoesNotBeginInTimeIsAGatewayTimeout() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(), folder, "upstream: {timeouts: {first_byte: 200ms}}")) {
      HttpResponse<String> answer = gateway.ask(QUESTION);

      assertTimeout(gateway, answer, "upstream_timeout");
      TestGateway.await("the teacher sees the call broken off", () -> teacher.broken() == 1);
      gateway.awaitRest();
    }
  }

  @Test
  void wholeExchangeThatTakesTooLongIsAGatewayTimeout() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "upstream: {timeouts: {total: 200ms}}")) {
      HttpResponse<String> answer = gateway.ask(QUESTION);

      assertTimeout(gateway, answer, "upstream_total_timeout");
    }
  }

  @Test
  void wholeDeadlineBreaksAnAnswerThatNeverStops() {
    Handler<HttpServerRequest> drips =
        request -> {
          request.response().setChunked(true);
          drip(request);
        };
    try (ScriptedTeacher teacher = ScriptedTeacher.that(drips);
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "upstream: {timeouts: {total: 2s}}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      String answer = client.post(QUESTION).rest();

      assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("\r\n0\r\n");
      assertRow(gateway, "timeout", "upstream_total_timeout");
    }
  }

  private static void drip(HttpServerRequest request) {
    if (!request.response().closed()) {
      request
          .response()
          .write("drop")
          .onSuccess(
              sent ->
                  Objects.requireNonNull(Vertx.currentContext())
                      .owner()
                      .setTimer(10, later -> drip(request)));
    }
  }

  @Test
  void pauseAfterTheFirstBytesBreaksTheAnswerVisibly() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(request -> request.response().setChunked(true).write("begun"));
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "upstream: {timeouts: {idle: 200ms}}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      String answer = client.post(QUESTION).rest();

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n5\r\nbegun\r\n");
      GenericRecord row = assertRow(gateway, "timeout", "upstream_idle_timeout");
      assertThat(row.get("response_body")).hasToString("begun");
      TestGateway.await("the teacher sees the call broken off", () -> teacher.broken() == 1);
      gateway.awaitRest();
    }
  }

  @Test
  void pauseAfterTheHeadBreaksTheAnswerVisibly() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request -> request.response().putHeader("content-length", "5").writeHead());
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "upstream: {timeouts: {idle: 200ms}}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      String answer = client.post(QUESTION).rest();

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n");
      assertRow(gateway, "timeout", "upstream_idle_timeout");
    }
  }

  @Test
  void answerCutBeforeItsAnnouncedLengthIsBrokenAndRecordedAsFarAsItWent() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request ->
                    request
                        .response()
                        .putHeader("content-length", "100")
                        .write("hello")
                        .onSuccess(sent -> request.connection().close()));
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      String answer = client.post(QUESTION).rest();

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nhello");
      GenericRecord row = assertRow(gateway, "upstream_truncated", "upstream_broken");
      assertThat(row.get("status")).isEqualTo(200);
      assertThat(row.get("response_body")).hasToString("hello");
      assertThat(row.get("body_truncated")).isEqualTo(false);
      gateway.awaitRest();
    }
  }

  @Test
  void chunkedAnswerThatIsCutIsBrokenAndRecordedAsFarAsItWent() {
    try (ScriptedTeacher teacher = ScriptedTeacher.that(TeacherTroubleTest::cutWhileChunked);
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      String answer = client.post(QUESTION).rest();

      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n5\r\nhello\r\n");
      GenericRecord row = assertRow(gateway, "upstream_truncated", "upstream_broken");
      assertThat(row.get("response_body")).hasToString("hello");
    }
  }

  @Test
  void answerThatIsCutResetsTheStreamOverHttp2AndLeavesTheConnectionToOthers() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (ScriptedTeacher teacher = ScriptedTeacher.that(TeacherTroubleTest::cutWhileChunked);
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(false));

      assertThatThrownBy(
              () ->
                  client
                      .request(HttpMethod.POST, gateway.gateway().port(), "127.0.0.1", "/v1/x")
                      .compose(request -> request.send(QUESTION))
                      .compose(response -> response.body())
                      .await(60, TimeUnit.SECONDS))
          .isInstanceOf(StreamResetException.class);
      teacher.now(ScriptedTeacher.answer("{}"));
      assertThat(
              client
                  .request(HttpMethod.POST, gateway.gateway().port(), "127.0.0.1", "/v1/x")
                  .compose(request -> request.send(QUESTION))
                  .compose(response -> response.body())
                  .await(60, TimeUnit.SECONDS)
                  .toString())
          .isEqualTo("{}");
      assertThat(gateway.rows().stream().map(row -> row.get("outcome").toString()))
          .containsExactlyInAnyOrder("upstream_truncated", "complete");
      client.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private static void cutWhileChunked(HttpServerRequest request) {
    request
        .response()
        .setChunked(true)
        .write("hello")
        .onSuccess(sent -> request.connection().close());
  }

  private static void assertTimeout(TestGateway gateway, HttpResponse<String> answer, String code) {
    assertThat(answer.statusCode()).isEqualTo(504);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
    assertThat(answer.headers().map())
        .containsKeys("x-understudy-request-id", "x-understudy-upstream");
    assertRow(gateway, "timeout", code);
  }

  private static GenericRecord assertRow(TestGateway gateway, String outcome, String error) {
    GenericRecord row = gateway.row();
    assertThat(row.get("outcome")).hasToString(outcome);
    assertThat(row.get("error")).hasToString(error);
    return row;
  }

  private static URI at(Socket nobody) {
    return URI.create("http://127.0.0.1:" + nobody.getLocalPort() + "/v1");
  }

  /** A port that refuses connections, and that nobody else is given as long as this is open. */
  private static Socket reservedPort() throws IOException {
    Socket nobody = new Socket();
    nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return nobody;
  }
}
