package dev.understudy.gateway.demo;

import dev.understudy.gateway.config.GatewayConfig;
import dev.understudy.sink.capture.Accounting;
import java.time.Duration;

/** A gateway as the demo needs it. */
public interface RunningGateway {
  /** The traffic port. */
  int port();

  /** The admin port. */
  int adminPort();

  /**
   * Waits until everything captured so far is in the store.
   *
   * @return whether that was so before the patience ended
   */
  boolean flush(Duration patience) throws InterruptedException;

  /** Where every exchange went so far. */
  Accounting accounting();

  /** Ends it in order; blocks. */
  void stop();

  /** Starts one. */
  @FunctionalInterface
  interface Starter {
    /**
     * A gateway of these settings, ready to serve.
     *
     * @throws Exception with a message that says what is wrong and what to do
     */
    RunningGateway start(GatewayConfig config) throws Exception;
  }
}
