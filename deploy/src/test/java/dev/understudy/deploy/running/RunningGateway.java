package dev.understudy.deploy.running;

import dev.understudy.gateway.Gateway;
import dev.understudy.gateway.StartFailure;
import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.gateway.config.TlsSettings;
import dev.understudy.gateway.config.UpstreamSettings;
import dev.understudy.rules.yaml.HostPort;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A gateway in front of a teacher, on free ports, capturing into a folder. */
public final class RunningGateway implements AutoCloseable {
  private final Gateway gateway;
  private final String scheme;

  private RunningGateway(GatewayConfig config) {
    scheme = config.tls() == null ? "http" : "https";
    try {
      gateway = Gateway.start(config);
    } catch (StartFailure failure) {
      throw new IllegalStateException("the gateway under test did not start", failure);
    }
  }

  /** With the settings users get who set nothing but these two. */
  public static RunningGateway inFrontOf(URI teacher, Path captures) {
    return new RunningGateway(settings(teacher, captures, null, UpstreamSettings.DEFAULT));
  }

  /** The same, speaking otherwise with applications or with upstreams. */
  public static RunningGateway inFrontOf(
      URI teacher, Path captures, @Nullable TlsSettings tls, UpstreamSettings upstream) {
    return new RunningGateway(settings(teacher, captures, tls, upstream));
  }

  /** Where applications connect. */
  public URI url() {
    return URI.create(scheme + "://127.0.0.1:" + gateway.port());
  }

  /** The gateway itself. */
  public Gateway gateway() {
    return gateway;
  }

  @Override
  public void close() {
    gateway.stop();
  }

  private static GatewayConfig settings(
      URI teacher, Path captures, @Nullable TlsSettings tls, UpstreamSettings upstream) {
    GatewayConfig defaults = GatewayConfig.defaults("test", captures);
    HostPort anyPort = new HostPort("127.0.0.1", 0);
    return new GatewayConfig(
        anyPort,
        anyPort,
        defaults.access(),
        teacher,
        defaults.rules(),
        defaults.instance(),
        2,
        tls,
        defaults.adminTls(),
        upstream,
        defaults.limits(),
        defaults.capture(),
        defaults.onClientGone(),
        defaults.shutdown(),
        defaults.readyWhen(),
        defaults.log());
  }
}
