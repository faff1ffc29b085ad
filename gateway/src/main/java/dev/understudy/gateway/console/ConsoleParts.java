package dev.understudy.gateway.console;

import dev.understudy.gateway.access.Access;
import dev.understudy.gateway.admin.RouteDesk;
import dev.understudy.gateway.edit.RulesDesk;
import dev.understudy.gateway.figures.Figures;
import dev.understudy.gateway.figures.Past;
import dev.understudy.rules.Rules;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What the console shows is found out from these.
 *
 * @param instance the gateway's name
 * @param access who may do what
 * @param desk where routes are looked at and moved
 * @param figures what was counted and timed
 * @param past what was known before
 * @param registry the metrics
 * @param rules tells the rules in force
 * @param rulesDesk where the rules are edited
 */
public record ConsoleParts(
    String instance,
    Access access,
    RouteDesk desk,
    Figures figures,
    Past past,
    MeterRegistry registry,
    Supplier<Rules> rules,
    RulesDesk rulesDesk) {
  public ConsoleParts {
    Objects.requireNonNull(instance, "instance");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(desk, "desk");
    Objects.requireNonNull(figures, "figures");
    Objects.requireNonNull(past, "past");
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(rules, "rules");
    Objects.requireNonNull(rulesDesk, "rulesDesk");
  }
}
