package dev.understudy.gateway;

import dev.understudy.gateway.demo.RunningGateway;
import dev.understudy.sink.capture.Accounting;
import java.time.Duration;

/**
 * A gateway, shown to the demo.
 *
 * @param gateway the gateway itself
 */
record DemoGateway(Gateway gateway) implements RunningGateway {
  @Override
  public int port() {
    return gateway.port();
  }

  @Override
  public int adminPort() {
    return gateway.adminPort();
  }

  @Override
  public boolean flush(Duration patience) throws InterruptedException {
    return gateway.capture().flush(patience);
  }

  @Override
  public Accounting accounting() {
    return gateway.capture().accounting();
  }

  @Override
  public void stop() {
    gateway.stop();
  }
}
