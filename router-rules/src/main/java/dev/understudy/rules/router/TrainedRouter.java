package dev.understudy.rules.router;

import java.util.Objects;

/**
 * A router and what is known of it.
 *
 * @param card what it was made of and is good for
 * @param router what scores requests
 */
public record TrainedRouter(RouterCard card, LearnedRouter router) {
  public TrainedRouter {
    Objects.requireNonNull(card, "card");
    Objects.requireNonNull(router, "router");
  }
}
