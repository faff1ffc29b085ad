package dev.understudy.gateway.admin;

import java.util.List;

/** Where routes are looked at, and moved by hand. Any thread may call; calls may wait a little. */
public interface RouteDesk {
  /** The rules and how it stands with them. */
  RulesView rules();

  /** All routes, in the order of the rules. */
  List<RouteView> routes();

  /**
   * Keeps a route's share as it is, whatever the evidence says. The move is noted in the ledger.
   *
   * @param route the name of a route that has a student
   * @param by who asked for it
   * @param reason why
   */
  void pause(String route, String by, String reason);

  /** Sets a route's share to nothing, likewise. */
  void rollBack(String route, String by, String reason);

  /** Lets evidence move a route's share again, likewise. */
  void resume(String route, String by, String reason);
}
