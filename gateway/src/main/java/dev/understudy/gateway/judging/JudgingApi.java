package dev.understudy.gateway.judging;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.access.Doorkeeper;
import dev.understudy.gateway.feedback.FeedbackIntake;
import dev.understudy.gateway.recent.RecentCaptures;
import dev.understudy.gateway.recent.WholeExchanges;
import dev.understudy.rules.Rules;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the console's pages about differences and captures ask for, and tell.
 *
 * @param access who may see captured texts
 * @param recent what was captured lately
 * @param exchanges finds what was said
 * @param intake brings judgements into the capture
 * @param rules tells the rules in force
 * @param users tells how captures may name a user whom applications name so
 */
public record JudgingApi(
    Access access,
    RecentCaptures recent,
    WholeExchanges exchanges,
    FeedbackIntake intake,
    Supplier<Rules> rules,
    Function<String, Set<String>> users) {
  public JudgingApi {
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(recent, "recent");
    Objects.requireNonNull(exchanges, "exchanges");
    Objects.requireNonNull(intake, "intake");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(users, "users");
  }

  /** Adds the paths; a {@link Doorkeeper} has to stand before them. */
  public void mount(Vertx vertx, Router router) {
    new DifferencesApi(vertx, access, recent, exchanges, rules).mount(router);
    new JudgementApi(vertx, access, recent, exchanges, intake, rules).mount(router);
    Lines lines = new Lines(users);
    new CapturesApi(vertx, access, recent, exchanges, lines).mount(router);
    new WordsApi(vertx, access, recent, exchanges, lines).mount(router);
  }
}
