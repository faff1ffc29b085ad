package dev.understudy.deploy.upstream;

import io.vertx.core.buffer.Buffer;

/** One thing an upstream does while it answers; after the last one it ends its answer properly. */
sealed interface Step {
  /** Writes these bytes as one piece, at once. */
  record Send(Buffer bytes) implements Step {}

  /** Waits until somebody calls {@link ScriptedUpstream#letGo}. */
  record Hold() implements Step {}

  /** Closes the connection, whatever was promised. */
  record Cut() implements Step {}

  /** Does nothing more, until the other side leaves. */
  record Stall() implements Step {}
}
