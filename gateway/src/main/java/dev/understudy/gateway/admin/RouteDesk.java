package dev.understudy.gateway.admin;

import dev.understudy.gateway.rollout.Hand;
import dev.understudy.gateway.rollout.Moved;
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
   * @param hand who asked for it, why, and what they saw
   */
  Moved pause(String route, Hand hand);

  /** Sets a route's share to nothing, likewise. */
  Moved rollBack(String route, Hand hand);

  /** Lets evidence move a route's share again, likewise. */
  Moved resume(String route, Hand hand);
}
