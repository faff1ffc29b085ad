package dev.understudy.gateway.relay;

import dev.understudy.exchange.Exchange;
import dev.understudy.gateway.tap.BodyTap;

/** Hears how a call goes, on the call's event loop. Nothing it does can change the call. */
public interface Witness {
  /** One that does not listen. */
  Witness NONE = new Witness() {};

  /**
   * The whole request was sent to the upstream.
   *
   * @param body the request's body as far as it is kept
   */
  default void sent(BodyTap body) {}

  /** The exchange is over and on its way into the capture. */
  default void settled(Exchange exchange) {}

  /** One that tells this one and the other. */
  default Witness and(Witness other) {
    if (this == NONE || other == NONE) {
      return this == NONE ? other : this;
    }
    Witness one = this;
    return new Witness() {
      @Override
      public void sent(BodyTap body) {
        one.sent(body);
        other.sent(body);
      }

      @Override
      public void settled(Exchange exchange) {
        one.settled(exchange);
        other.settled(exchange);
      }
    };
  }
}
