package dev.understudy.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sink.capture.Capture;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The teacher gets every credential; nothing stored holds any. */
class CredentialsTest {
  private static final Map<String, String> CREDENTIALS = credentials();

  @TempDir Path folder;

  private static Map<String, String> credentials() {
    Map<String, String> credentials = new LinkedHashMap<>();
    for (String name :
        new String[] {
          "authorization",
          "api-key",
          "x-api-key",
          "x-goog-api-key",
          "cookie",
          "x-secret",
          "x-amz-security-token",
          "x-auth-token"
        }) {
      credentials.put(name, "canary-of-" + name);
    }
    return credentials;
  }

  @Test
  void credentialsReachTheTeacherAndNoStoredByte() {
    try (ScriptedTeacher teacher =
            ScriptedTeacher.that(
                request ->
                    request.response().putHeader("set-cookie", "canary-of-set-cookie").end("{}"));
        TestGateway gateway = TestGateway.inFrontOf(teacher.url(), folder);
        RawClient client = RawClient.to(gateway.url("/"))) {
      String fields =
          CREDENTIALS.entrySet().stream()
              .map(each -> each.getKey() + ": " + each.getValue() + "\r\n")
              .collect(Collectors.joining());
      client.send("GET /v1/models HTTP/1.1\r\nHost: a\r\nUser-Agent: test\r\n" + fields + "\r\n");
      assertThat(client.until("{}")).contains("canary-of-set-cookie");

      MultiMap got = teacher.received().get(0).headers();
      CREDENTIALS.forEach((name, value) -> assertThat(got.get(name)).isEqualTo(value));
      Capture capture = gateway.gateway().capture();
      TestGateway.await("it is in the spool", () -> capture.accounting().spooled() == 1);
      assertThat(bytesBelow(folder)).contains("/v1/models").doesNotContain("canary");
      assertThat(gateway.row().toString()).contains("/v1/models").doesNotContain("canary");
      assertThat(bytesBelow(folder)).doesNotContain("canary");
    }
  }

  private static String bytesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(CredentialsTest::bytes)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String bytes(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
