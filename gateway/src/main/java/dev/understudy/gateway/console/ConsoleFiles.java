package dev.understudy.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.gateway.access.Answers;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The console's files, from the class path: its page, style sheets and modules, and the two
 * libraries it stands on. Each is read once, off the event loop, kept with its compressed form, and
 * named by a tag of its content, so that browsers ask for it again only when it changed.
 */
final class ConsoleFiles {
  /** Nothing but these files runs or is shown, wherever text in a page may come from. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
          + " 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final String PAGE = "index.html";
  private static final Pattern NAME =
      Pattern.compile("(?:[a-z0-9-]{1,40}/){0,3}[a-z0-9-]{1,40}\\.(js|css|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private static final String WEBJARS = "/META-INF/resources/webjars/";

  /** Where the libraries lie; the versions are those of the build. */
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "lib/preact.js", "preact/10.28.0/dist/preact.module.js",
          "lib/hooks.js", "preact/10.28.0/hooks/dist/hooks.module.js",
          "lib/uplot.js", "uplot/1.6.30/dist/uPlot.esm.js",
          "lib/uplot.css", "uplot/1.6.30/dist/uPlot.min.css");

  private final Vertx vertx;
  private final Map<String, Asset> read = new ConcurrentHashMap<>();

  ConsoleFiles(Vertx vertx) {
    this.vertx = vertx;
  }

  /** A file as it is sent. */
  private record Asset(String type, String tag, Buffer plain, Buffer packed) {}

  void mount(Router router) {
    router.get("/console").handler(call -> send(call, PAGE));
    router.get("/console/*").handler(this::file);
  }

  private void file(RoutingContext call) {
    String name = call.normalizedPath().substring("/console/".length());
    if (name.isEmpty()) {
      call.response().setStatusCode(308).putHeader(HttpHeaders.LOCATION, "/console").end();
    } else if (NAME.matcher(name).matches()) {
      send(call, name);
    } else {
      call.next();
    }
  }

  private void send(RoutingContext call, String name) {
    Asset known = read.get(name);
    Future<@Nullable Asset> asset =
        known != null
            ? Future.succeededFuture(known)
            : vertx.executeBlocking(() -> load(name), false);
    asset
        .onSuccess(
            found -> {
              if (found == null) {
                Answers.problem(call, 404, "the console has no file of that name");
              } else {
                read.put(name, found);
                send(call, found);
              }
            })
        .onFailure(call::fail);
  }

  private static void send(RoutingContext call, Asset asset) {
    HttpServerResponse response = call.response();
    response
        .putHeader(HttpHeaders.ETAG, asset.tag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .putHeader("content-security-policy", POLICY)
        .putHeader("x-content-type-options", "nosniff")
        .putHeader("referrer-policy", "no-referrer")
        .putHeader("cross-origin-opener-policy", "same-origin")
        .putHeader("cross-origin-resource-policy", "same-origin");
    MultiMap asked = call.request().headers();
    if (asset.tag().equals(asked.get(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, asset.type());
    if (Packing.isTaken(call.request())) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip").end(asset.packed());
    } else {
      response.end(asset.plain());
    }
  }

  private static @Nullable Asset load(String name) {
    byte[] bytes = bytes(name);
    if (bytes == null) {
      return null;
    }
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    return new Asset(
        type == null ? "application/octet-stream" : type,
        tag(bytes),
        Buffer.buffer(bytes),
        Buffer.buffer(Packing.packed(bytes)));
  }

  private static byte @Nullable [] bytes(String name) {
    String library = LIBRARIES.get(name);
    String place = library == null ? "/dev/understudy/gateway/console/" + name : WEBJARS + library;
    try (InputStream in = ConsoleFiles.class.getResourceAsStream(place)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      return library == null ? bytes : beside(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Browsers find modules by place, where npm's packages name each other. */
  private static byte[] beside(byte[] library) {
    return new String(library, UTF_8)
        .replace("from\"preact\"", "from\"./preact.js\"")
        .replaceAll("(?m)^//# sourceMappingURL=.*$", "")
        .getBytes(UTF_8);
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
