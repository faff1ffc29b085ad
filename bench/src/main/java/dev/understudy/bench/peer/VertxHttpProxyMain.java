package dev.understudy.bench.peer;

import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.httpproxy.HttpProxy;
import java.util.concurrent.ExecutionException;

/** vertx-http-proxy as its manual shows it, with pools large enough for the load. */
public final class VertxHttpProxyMain {
  private static final int CONNECTIONS = 4_096;

  private VertxHttpProxyMain() {}

  /**
   * Serves until the process ends.
   *
   * @param args the port, the upstream's port, and perhaps a file to append captures to
   */
  public static void main(String[] args) throws ExecutionException, InterruptedException {
    int port = Integer.parseInt(args[0]);
    int upstream = Integer.parseInt(args[1]);
    Vertx vertx = Vertx.vertx();
    HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    HttpProxy proxy = HttpProxy.reverseProxy(client).origin(upstream, "127.0.0.1");
    if (args.length > 2) {
      OpenOptions append = new OpenOptions().setAppend(true);
      proxy.addInterceptor(
          new NaiveCapture(
              vertx
                  .fileSystem()
                  .open(args[2], append)
                  .toCompletionStage()
                  .toCompletableFuture()
                  .get()));
    }
    vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setAcceptBacklog(CONNECTIONS))
        .requestHandler(proxy)
        .listen()
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }
}
