package dev.understudy.gateway.config;

import dev.understudy.rules.yaml.Scalar;
import dev.understudy.rules.yaml.Section;
import java.util.Map;

/**
 * When {@code /health/ready} says yes.
 *
 * @param captureDegraded whether also while recording is in trouble and traffic goes on unrecorded
 */
public record ReadyWhen(boolean captureDegraded) {
  /** Ready while it can serve, recorded or not. */
  public static final ReadyWhen DEFAULT = new ReadyWhen(true);

  static ReadyWhen read(Section in) {
    return new ReadyWhen(in.value("capture_degraded", Scalar.BOOLEAN, DEFAULT.captureDegraded));
  }

  Map<String, Object> written() {
    return Map.of("capture_degraded", captureDegraded);
  }
}
