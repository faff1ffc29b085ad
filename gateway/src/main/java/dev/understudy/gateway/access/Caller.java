package dev.understudy.gateway.access;

import io.vertx.ext.web.RoutingContext;

/**
 * Who makes a call to the admin port.
 *
 * @param name where the caller's right comes from and the address, for logs and the ledger; never a
 *     token
 * @param role what the caller may do
 */
public record Caller(String name, Role role) {
  private static final String KEY = Caller.class.getName();

  /** Keeps the caller with the call. */
  void attach(RoutingContext call) {
    call.put(KEY, this);
  }

  /**
   * Who makes this call, which a {@link Doorkeeper} let pass.
   *
   * @throws IllegalStateException when no doorkeeper stands before the path
   */
  public static Caller of(RoutingContext call) {
    Caller caller = call.get(KEY);
    if (caller == null) {
      throw new IllegalStateException("no doorkeeper stands before " + call.normalizedPath());
    }
    return caller;
  }
}
