package dev.understudy.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** nginx as a plain proxy: one worker, kept-alive upstream connections, no log. */
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
        server {
          listen 127.0.0.1:LISTEN backlog=4096;
          location / {
            proxy_pass http://teacher;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_buffering BUFFERING;
            proxy_read_timeout 600s;
          }
        }
      }
      """;

  @Override
  public String name() {
    return "nginx";
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
    try {
      Files.createDirectories(place.folder().resolve("tmp"));
      Files.writeString(
          config,
          CONFIG
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
