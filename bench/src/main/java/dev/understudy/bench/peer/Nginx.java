package dev.understudy.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * nginx as a plain proxy, or with a mirror: one worker, kept-alive upstream connections, no log.
 */
final class Nginx implements Peer {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final String CONFIG =
      """
      daemon off;
      worker_processes 1;
      pid nginx.pid;
      error_log stderr error;
      events { worker_connections 8192; }
      http {
        access_log off;
        keepalive_timeout 600s;
        keepalive_requests 100000000;
        client_body_buffer_size 64k;
        client_body_temp_path tmp;
        proxy_temp_path tmp;
        fastcgi_temp_path tmp;
        uwsgi_temp_path tmp;
        scgi_temp_path tmp;
        upstream teacher {
          server 127.0.0.1:TEACHER;
          keepalive 256;
          keepalive_requests 100000000;
        }
        STUDENT
        server {
          listen 127.0.0.1:LISTEN backlog=4096;
          location / {
            proxy_pass http://teacher;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffering BUFFERING;
            proxy_read_timeout 600s;
            MIRRORED
          }
          MIRROR
        }
      }
      """;

  private static final String STUDENT =
      """
      upstream student {
        server 127.0.0.1:PORT;
        keepalive 256;
        keepalive_requests 100000000;
      }
      """;

  private static final String MIRRORED =
      """
      mirror /mirror;
      mirror_request_body on;
      """;

  private static final String MIRROR =
      """
      location = /mirror {
        internal;
        proxy_pass http://student$request_uri;
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_read_timeout 600s;
      }
      """;

  private final OptionalInt studentPort;

  private Nginx(OptionalInt studentPort) {
    this.studentPort = studentPort;
  }

  static Nginx plain() {
    return new Nginx(OptionalInt.empty());
  }

  @Override
  public String name() {
    return studentPort.isPresent() ? "nginx-mirror" : "nginx";
  }

  @Override
  public Optional<Peer> shadowing(int port) {
    return Optional.of(new Nginx(OptionalInt.of(port)));
  }

  @Override
  public Optional<String> obstacle() {
    return Files.isExecutable(PROGRAM)
        ? Optional.empty()
        : Optional.of("not installed; as root: apt-get install nginx-light");
  }

  @Override
  public Proxy start(Place place) {
    int port = PinnedProcess.freePort();
    Path config = place.folder().resolve("nginx.conf");
    boolean mirrors = studentPort.isPresent();
    try {
      Files.createDirectories(place.folder().resolve("tmp"));
      Files.writeString(
          config,
          CONFIG
              .replace("STUDENT", mirrors ? STUDENT : "")
              .replace("MIRRORED", mirrors ? MIRRORED : "")
              .replace("MIRROR", mirrors ? MIRROR : "")
              .replace("PORT", Integer.toString(studentPort.orElse(0)))
              .replace("TEACHER", Integer.toString(place.teacherPort()))
              .replace("LISTEN", Integer.toString(port))
              .replace("BUFFERING", place.streaming() ? "off" : "on"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PinnedProcess process =
        PinnedProcess.start(
            name(),
            CORE,
            port,
            place.folder(),
            Map.of(),
            List.of(
                PROGRAM.toString(),
                "-p",
                place.folder() + "/",
                "-c",
                config.toString(),
                "-e",
                "stderr"));
    return Proxy.plain(name(), process, port, Proxy.Engine.NATIVE);
  }
}
