package dev.understudy.deploy.running;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How tests start the program in a JVM of its own. Most of what such a JVM does is loading classes,
 * so that it finds them in an archive, which is made once for all tests. Archives take classes from
 * jars alone: where modules lie in folders, as in the phase {@code test}, it does without. Used by
 * any thread.
 */
public final class ProgramJvm {
  private static final Path ARCHIVE = Path.of("target", "program.jsa").toAbsolutePath();

  private ProgramJvm() {}

  /** The command that runs a command of the program. */
  public static List<String> command(List<String> words) {
    return java(Prepared.OPTIONS, words);
  }

  /** The same. */
  public static List<String> command(String... words) {
    return command(List.of(words));
  }

  private static List<String> java(List<String> options, List<String> words) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:disable"));
    all.addAll(options);
    all.addAll(List.of("-cp", classPath(), "dev.understudy.gateway.Main"));
    all.addAll(words);
    return all;
  }

  /** That of the tests, without their own classes. */
  private static String classPath() {
    String tests = Path.of("target").toAbsolutePath() + File.separator;
    return String.join(
        File.pathSeparator, entries().filter(entry -> !entry.startsWith(tests)).toList());
  }

  private static Stream<String> entries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty());
  }

  /** Made when the first program is started, and once. */
  private static final class Prepared {
    static final List<String> OPTIONS = prepare();

    private static List<String> prepare() {
      try {
        Files.deleteIfExists(ARCHIVE);
        if (Stream.of(classPath().split(File.pathSeparator, -1))
            .allMatch(entry -> Files.isRegularFile(Path.of(entry)))) {
          Rehearsal.make();
          return List.of("-XX:SharedArchiveFile=" + ARCHIVE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        System.err.println("programs are started without an archive of classes: " + e);
      }
      return List.of();
    }
  }

  /** What is archived: not in the class above, for which its threads would wait. */
  private static final class Rehearsal {
    /** Starts a gateway that does a little of everything, and ends it in order. */
    static void make() throws Exception {
      Path folder = Files.createTempDirectory(ARCHIVE.getParent(), "rehearsal");
      EmbeddedS3 s3 = new EmbeddedS3();
      HttpServer upstream =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      upstream.createContext(
          "/",
          asked -> {
            asked.getRequestBody().readAllBytes();
            byte[] answer =
                "{\"choices\":[{\"message\":{\"content\":\"yes\"}}]}"
                    .getBytes(StandardCharsets.UTF_8);
            asked.sendResponseHeaders(200, answer.length);
            asked.getResponseBody().write(answer);
            asked.close();
          });
      upstream.start();
      try {
        List<String> command =
            java(
                List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE),
                List.of("gateway", "--config", settings(folder, upstream).toString()));
        try (GatewayProcess gateway = GatewayProcess.started(command, s3.environment())) {
          visit(
              HttpRequest.newBuilder(gateway.url().resolve("/v1/chat/completions"))
                  .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"m\",\"messages\":[]}")));
          visit(HttpRequest.newBuilder(gateway.admin().resolve("/metrics")));
          gateway.terminate();
          if (!Files.exists(ARCHIVE)) {
            throw new IOException("no archive was made:\n" + gateway.said());
          }
        }
      } finally {
        upstream.stop(0);
        s3.stop();
      }
    }

    private static Path settings(Path folder, HttpServer upstream) throws IOException {
      String url = "http://127.0.0.1:" + upstream.getAddress().getPort() + "/v1";
      Files.writeString(
          folder.resolve("rules.yaml"),
          """
          version: 1
          upstreams: {small: {url: "%s"}}
          routes:
            - name: all
              match: {when: request.tokens < 2000}
              teacher: teacher
              student: small
              sticky: header:x-user-id
              launch: {canary: {share: 50%%}, dark: {share: 100%%}}
              compare: {as: json}
              gate: {failed: {max: 5%%}}
          """
              .formatted(url));
      return Files.writeString(
          folder.resolve("gateway.yaml"),
          """
          listen: 127.0.0.1:0
          admin: 127.0.0.1:0
          teacher: %s
          rules: rules.yaml
          capture: {store: "s3://%s/rehearsal", spool: spool}
          """
              .formatted(url, EmbeddedS3.BUCKET));
    }

    private static void visit(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.discarding());
    }
  }
}
