package dev.understudy.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Portkey's gateway on Node, from npm, told to ask our stub as if it were OpenAI. */
final class Portkey implements Peer {
  private static final String PACKAGE = "@portkey-ai/gateway@1.15.2";

  /** The program has no option for the address: a server on all interfaces is not wanted here. */
  private static final String LOOPBACK_ONLY =
      """
      const net = require('net');
      const listen = net.Server.prototype.listen;
      net.Server.prototype.listen = function (port, ...rest) {
        if (typeof port === 'object' && port !== null && 'port' in port) {
          return listen.call(this, {...port, host: '127.0.0.1'}, ...rest);
        }
        return listen.call(this, port, '127.0.0.1', ...rest.filter(it => typeof it === 'function'));
      };
      """;

  private final Path folder;

  Portkey(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "portkey";
  }

  @Override
  public Optional<String> obstacle() {
    if (Files.exists(program())) {
      return Optional.empty();
    }
    try {
      Files.createDirectories(folder);
      Process npm =
          new ProcessBuilder(
                  "npm", "install", "--no-save", "--no-package-lock", "--prefix", ".", PACKAGE)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("npm.log").toFile())
              .start();
      if (!npm.waitFor(3, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.of("npm is not there: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Files.exists(program())
        ? Optional.empty()
        : Optional.of("npm could not install " + PACKAGE + ", see " + folder.resolve("npm.log"));
  }

  private Path program() {
    return folder.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
  }

  @Override
  public Proxy start(Place place) {
    int port = PinnedProcess.freePort();
    Path loopback = place.folder().resolve("loopback.cjs");
    try {
      Files.writeString(loopback, LOOPBACK_ONLY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PinnedProcess process =
        PinnedProcess.start(
            name(),
            CORE,
            port,
            place.folder(),
            Map.of("NODE_ENV", "production"),
            List.of(
                "node",
                "--require",
                loopback.toString(),
                program().toString(),
                "--headless",
                "--port=" + port));
    return new Proxy(
        name(),
        process,
        port,
        Map.of(
            "x-portkey-provider",
            "openai",
            "x-portkey-custom-host",
            "http://127.0.0.1:" + place.teacherPort() + "/v1"),
        Proxy.Engine.NODE,
        Optional.empty());
  }
}
