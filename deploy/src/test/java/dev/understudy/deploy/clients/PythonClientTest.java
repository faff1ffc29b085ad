package dev.understudy.deploy.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.deploy.running.RunningGateway;
import dev.understudy.deploy.upstream.Received;
import dev.understudy.deploy.upstream.Reply;
import dev.understudy.deploy.upstream.ScriptedUpstream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenAI's client for Python: what it puts on the wire, recorded of version 3.22.1, and the client
 * itself where Python has it (interpreter {@code python3}, or the one in {@code PYTHON}).
 */
class PythonClientTest {
  private static final Path SCRIPT = Path.of("src", "test", "clients", "openai_python.py");
  private static final String HEADERS =
      """
      authorization: Bearer sk-test
      accept: application/json
      %suser-agent: OpenAI/Python 3.22.1
      x-stainless-lang: python
      x-stainless-package-version: 3.22.1
      x-stainless-os: Linux
      x-stainless-arch: x64
      x-stainless-runtime: CPython
      x-stainless-runtime-version: 3.11.7
      x-stainless-async: false
      openai-organization: org-1
      x-stainless-retry-count: 0
      x-stainless-read-timeout: 600
      """;
  private static final String CHAT =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Grüße 👋?\"}],\"model\":\"gpt-4\",\"stream\":true}";
  private static final String FORM =
      """
      --d89cd44ca9a0d50ea7a6ef97ea8a52b5
      Content-Disposition: form-data; name="purpose"

      fine-tune
      --d89cd44ca9a0d50ea7a6ef97ea8a52b5
      Content-Disposition: form-data; name="file"; filename="Zürich.jsonl"
      Content-Type: application/octet-stream

      {"a":1}
      --d89cd44ca9a0d50ea7a6ef97ea8a52b5--
      """
          .replace("\n", "\r\n");

  @Test
  void recordedChatArrivesByteForByte(@TempDir Path captures) throws Exception {
    String headers = HEADERS.formatted("content-type: application/json\n");
    assertThatItArrives("/v1/chat/completions", headers, "", CHAT, captures);
  }

  @Test
  void recordedUploadArrivesByteForByte(@TempDir Path captures) throws Exception {
    String type = "Content-Type: multipart/form-data; boundary=d89cd44ca9a0d50ea7a6ef97ea8a52b5\n";
    assertThatItArrives("/v1/files", HEADERS.formatted(""), type, FORM, captures);
  }

  @Test
  void applicationCannotTellThatTheGatewayIsThere(@TempDir Path folder) throws Exception {
    String python = Objects.requireNonNullElse(System.getenv("PYTHON"), "python3");
    assumeTrue(has(python), python + " has no package openai: the client itself is not tested");
    try (ScriptedUpstream alone = ScriptedUpstream.start();
        ScriptedUpstream behind = ScriptedUpstream.start();
        RunningGateway gateway = RunningGateway.inFrontOf(behind.url(), folder)) {
      CompletableFuture<List<String>> other =
          CompletableFuture.supplyAsync(() -> transcript(python, alone.url(), folder));

      List<String> through = transcript(python, gateway.url(), folder);
      List<String> directly = other.get(60, TimeUnit.SECONDS);

      assertThat(Differences.between(directly, through)).isEmpty();
      assertThat(Differences.between(Sighting.of(alone.received()), Sighting.of(behind.received())))
          .isEmpty();
    }
  }

  private static void assertThatItArrives(
      String path, String headers, String last, String body, Path captures) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String kept =
        "Accept-Encoding: gzip, deflate\n"
            + headers
            + "Content-Length: "
            + bytes.length
            + "\n"
            + last;
    try (ScriptedUpstream upstream = ScriptedUpstream.start().answers(Reply.json(200, "{}"));
        RunningGateway gateway = RunningGateway.inFrontOf(upstream.url(), captures);
        Socket socket = new Socket(gateway.url().getHost(), gateway.url().getPort())) {
      socket.setSoTimeout(30_000);
      String host = "Host: " + gateway.url().getAuthority() + "\n";
      String head =
          "POST "
              + path
              + " HTTP/1.1\n"
              + host
              + kept.replaceFirst("\n", "\nConnection: keep-alive\n");
      OutputStream out = socket.getOutputStream();
      out.write((head + "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      out.write(bytes); // httpx writes head and body apart

      String answer = new String(socket.getInputStream().readNBytes(15), StandardCharsets.UTF_8);
      Received got = upstream.only();

      assertThat(answer).isEqualTo("HTTP/1.1 200 OK");
      assertThat(got + "\n" + String.join("\n", Sighting.of(got).headers()) + "\n")
          .isEqualTo("POST " + path + "\n" + kept.replaceFirst("boundary=.*", "boundary=BOUNDARY"));
      assertThat(got.body()).isEqualTo(bytes);
    }
  }

  private static boolean has(String python) throws InterruptedException {
    try {
      return run(Redirect.DISCARD, python, "-c", "import openai").waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  private static List<String> transcript(String python, URI url, Path folder) {
    try {
      Path out = folder.resolve(url.getPort() + ".out");
      Process process = run(Redirect.to(out.toFile()), python, SCRIPT.toString(), url.toString());
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("python ended in time").isTrue();
      List<String> lines = Files.readAllLines(out);
      assertThat(process.exitValue()).as("python's end after %s", lines).isZero();
      return lines;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("the client for Python did not run", e);
    }
  }

  private static Process run(Redirect output, String... command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
  }
}
