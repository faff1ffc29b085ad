package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are too long, too many or not text. */
class LimitsTest {
  private static final String LONG = "{\"a\":\"" + "x".repeat(5000) + "\"}";

  @TempDir Path folder;

  @Test
  void bodyAnnouncedLongerThanTheLimitIsRefusedBeforeTheTeacherHearsOfIt() throws Exception {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{}");
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "limits: {body: 4KiB}")) {
      HttpResponse<String> answer = gateway.ask(LONG);

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body())
          .isEqualTo(
              "{\"type\":\"error\",\"error\":{\"message\":\"The request's body is longer than this"
                  + " gateway takes (limits.body); send a shorter one.\",\"type\":"
                  + "\"invalid_request_error\",\"param\":null,\"code\":\"request_too_large\"}}");
      assertThat(teacher.received()).isEmpty();
      GenericRecord row = gateway.row();
      assertThat(row.get("outcome")).hasToString("refused");
      assertThat(row.get("error")).hasToString("request_too_large");
      gateway.awaitRest();
    }
  }

  @Test
  void bodyThatTurnsOutLongerThanTheLimitIsRefusedAndTheTeachersCallCancelled() {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder, "limits: {body: 4KiB}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
      TestGateway.await("the teacher has the call", () -> teacher.received().size() == 1);
      client.send("1388\r\n" + "x".repeat(5000) + "\r\n");

      assertThat(client.until("request_too_large\"}}")).startsWith("HTTP/1.1 413 ");
      TestGateway.await("the teacher sees the call broken off", () -> teacher.broken() == 1);
      assertThat(gateway.row().get("outcome")).hasToString("refused");
      gateway.awaitRest();
    }
  }

  @Test
  void clientThatSendsOnAfterARefusalStillReadsIt() {
    try (ScriptedTeacher teacher = ScriptedTeacher.answering("{}");
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder, "limits: {body: 4KiB}");
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n");
      for (int i = 0; i < 30; i++) {
        client.send("x".repeat(100_000));
      }

      assertThat(client.until("request_too_large\"}}")).startsWith("HTTP/1.1 413 ");
    }
  }

  @Test
  void bodiesLongerThanWhatIsKeptPassUntouched() throws Exception {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body ->
                                request
                                    .response()
                                    .putHeader("content-type", "application/json")
                                    .end(body)));
        TestGateway gateway =
            TestGateway.inFrontOf(teacher.url(), folder, "capture: {body_limit: 1KiB}")) {
      assertThat(gateway.ask(LONG).body()).isEqualTo(LONG);

      GenericRecord row = gateway.row();
      assertThat(row.get("body_truncated")).isEqualTo(true);
      assertThat(row.get("request_bytes")).isEqualTo((long) LONG.length());
      assertThat(row.get("response_bytes")).isEqualTo((long) LONG.length());
      assertThat(row.get("request_body")).hasToString(LONG.substring(0, 1024));
      gateway.awaitRest();
    }
  }

  @Test
  void callsPassWhenTheMemoryForBodiesIsSpent() {
    try (ScriptedTeacher teacher = ScriptedTeacher.silent();
        TestGateway gateway =
            TestGateway.inFrontOf(
                teacher.url(), folder, "capture: {body_limit: 1MiB, memory: 1MiB}");
        RawClient greedy = RawClient.to(gateway.url("/"));
        RawClient client = RawClient.to(gateway.url("/"))) {
      greedy.post("x".repeat(1024 * 1024));
      TestGateway.await("the greedy call is there", () -> teacher.received().size() == 1);
      TestGateway.await("it holds all memory", () -> held(gateway) > 1_000_000);
      teacher.now(ScriptedTeacher.answer("{\"b\":2}"));

      client.post("y".repeat(100_000)).until("{\"b\":2}");

      assertThat(gateway.row().get("body_truncated")).isEqualTo(true);
      assertThat(gateway.row().get("request_bytes")).isEqualTo(100_000L);
      greedy.leave();
      gateway.awaitRest();
    }
  }

  private static double held(TestGateway gateway) {
    try {
      return gateway.metric("understudy_tap_bytes");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void bodiesThatAreNotTextAreRecordedByLengthAndDigest() throws Exception {
    String form = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nbytes\r\n--b--\r\n";
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request ->
                    request.response().putHeader("content-type", "audio/mpeg").end("sound"));
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      client.send(
          "POST /v1/files HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
              + "Content-Length: "
              + form.length()
              + "\r\n\r\n"
              + form);
      client.until("sound");

      GenericRecord row = gateway.row();
      assertThat(row.get("request_body")).isNull();
      assertThat(row.get("request_bytes")).isEqualTo((long) form.length());
      assertThat(row.get("request_sha256")).hasToString(sha256(form));
      assertThat(row.get("response_body")).isNull();
      assertThat(row.get("response_bytes")).isEqualTo(5L);
      assertThat(row.get("response_sha256")).hasToString(sha256("sound"));
    }
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }
}
