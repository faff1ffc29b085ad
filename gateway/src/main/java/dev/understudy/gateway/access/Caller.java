package dev.understudy.gateway.access;

import io.vertx.ext.web.RoutingContext;

/**
 * Who makes a call to the admin port.
 *
 * @param who the name of the token, or of the person at the provider; empty where this machine
 *     alone may call and is not asked; never a token
 * @param address where the call comes from
 * @param role what the caller may do
 */
public record Caller(String who, String address, Role role) {
  private static final String KEY = Caller.class.getName();

  /** Who, and from where, for logs and the ledger. */
  public String name() {
    return who.isEmpty() ? address : who + " at " + address;
  }

  /** Who, to be told from others: who has no name, by where the call comes from. */
  public String person() {
    return who.isEmpty() ? address : who;
  }

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
