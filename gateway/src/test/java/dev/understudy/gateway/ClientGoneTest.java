package dev.understudy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a call whose client leaves. */
class ClientGoneTest {
  @TempDir Path folder;

  @Test
  void clientThatLeavesBeforeTheAnswerCancelsTheTeachersCall() {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      RawClient client = RawClient.to(gateway.url("/")).post("{}");
      TestGateway.await("the teacher has the call", () -> teacher.received().size() == 1);

      client.leave();

      TestGateway.await("the teacher sees the call broken off", () -> teacher.broken() == 1);
      GenericRecord row = gateway.row();
      assertThat(row.get("outcome")).hasToString("client_gone");
      assertThat(row.get("request_body")).hasToString("{}");
      gateway.awaitRest();
    }
  }

  @Test
  void clientThatLeavesDuringTheAnswerCancelsTheTeachersCall() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(request -> request.response().setChunked(true).write("begun"));
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      RawClient client = RawClient.to(gateway.url("/")).post("{}");
      client.until("begun");

      client.leave();

      TestGateway.await("the teacher sees the call broken off", () -> teacher.broken() == 1);
      GenericRecord row = gateway.row();
      assertThat(row.get("outcome")).hasToString("client_gone");
      assertThat(row.get("response_body")).hasToString("begun");
      gateway.awaitRest();
    }
  }

  @Test
  void callIsFinishedForTheRecordWhereAskedFor() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(request -> request.response().setChunked(true).write("begun "));
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "on_client_gone: finish")) {
      RawClient client = RawClient.to(gateway.url("/")).post("{}");
      client.until("begun");

      client.leave();
      HttpServerResponse answer = teacher.received().get(0).response();
      for (int i = 0; i < 50; i++) {
        answer.write("x".repeat(10_000));
      }
      answer.end("ended");

      assertFinished(gateway, 500_011);
      assertThat(teacher.broken()).isZero();
    }
  }

  @Test
  void callIsFinishedForTheRecordAlsoWhereTheAnswerHadNotBegun() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "on_client_gone: finish")) {
      RawClient client = RawClient.to(gateway.url("/")).post("{}");
      TestGateway.await("the teacher has the call", () -> teacher.received().size() == 1);

      client.leave();
      try (RawClient later = RawClient.to(gateway.url("/"))) {
        later.get("/later"); // taken in after the gateway heard that the first client left
        TestGateway.await("the later call is there", () -> teacher.received().size() == 2);
        HttpServerResponse answer = teacher.received().get(0).response();
        answer.setChunked(true);
        for (int i = 0; i < 50; i++) {
          answer.write("x".repeat(10_000));
        }
        answer.end();
        teacher.received().get(1).response().end();
        later.until("\r\n\r\n");
      }

      TestGateway.await(
          "the call is finished", () -> gateway.gateway().capture().accounting().offered() == 2);
      assertThat(gateway.rows())
          .filteredOn(row -> row.get("method").toString().equals("POST"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.get("outcome")).hasToString("client_gone");
                assertThat(row.get("response_bytes")).isEqualTo(500_000L);
              });
      gateway.awaitRest();
    }
  }

  private static void assertFinished(TestGateway gateway, long bytes) {
    TestGateway.await(
        "the call is finished", () -> gateway.gateway().capture().accounting().offered() == 1);
    GenericRecord row = gateway.row();
    assertThat(row.get("outcome")).hasToString("client_gone");
    assertThat(row.get("status")).isEqualTo(200);
    assertThat(row.get("response_bytes")).isEqualTo(bytes);
    gateway.awaitRest();
  }

  @Test
  void oneStreamsResetOverHttp2LeavesTheOthersAlone() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder)) {
      HttpClient client =
          vertx.createHttpClient(
              new HttpClientOptions()
                  .setProtocolVersion(HttpVersion.HTTP_2)
                  .setHttp2ClearTextUpgrade(false));
      int port = gateway.gateway().port();
      HttpClientRequest leaving =
          client.request(HttpMethod.GET, port, "127.0.0.1", "/a").await(60, TimeUnit.SECONDS);
      HttpClientRequest staying =
          client.request(HttpMethod.GET, port, "127.0.0.1", "/b").await(60, TimeUnit.SECONDS);
      leaving.end();
      staying.end();
      TestGateway.await("the teacher has both calls", () -> teacher.received().size() == 2);

      leaving.reset(8);

      TestGateway.await("the teacher sees one broken off", () -> teacher.broken() == 1);
      TestGateway.await(
          "it is recorded", () -> gateway.gateway().capture().accounting().offered() == 1);
      teacher.received().stream()
          .filter(request -> request.uri().equals("/b"))
          .forEach(request -> request.response().end("still there"));
      assertThat(
              staying
                  .response()
                  .compose(response -> response.body())
                  .await(60, TimeUnit.SECONDS)
                  .toString())
          .isEqualTo("still there");
      client.close().await();
      gateway.awaitRest();
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void clientThatDoesNotReadIsLetGoAfterTheIdleDeadline() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request -> {
                  request.response().setChunked(true);
                  for (int i = 0; i < 1000; i++) {
                    request.response().write("x".repeat(100_000));
                  }
                });
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(),
                folder,
                "upstream: {timeouts: {idle: 500ms}}",
                "capture: {memory: 16MiB}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.get("/");

      TestGateway.await(
          "the call is over", () -> gateway.gateway().capture().accounting().offered() == 1);

      GenericRecord row = gateway.row();
      assertThat(row.get("outcome")).hasToString("client_gone");
      assertThat((Long) row.get("response_bytes")).isLessThan(50_000_000L);
      gateway.awaitRest();
      assertThat(client.rest().length()).isLessThan(50_000_000);
    }
  }
}
