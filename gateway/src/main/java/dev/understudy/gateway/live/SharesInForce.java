package dev.understudy.gateway.live;

import dev.understudy.rules.Rules;
import dev.understudy.rules.Share;
import java.util.Map;

/** Knows the canary shares in force, which evidence may have moved away from the rules'. */
@FunctionalInterface
public interface SharesInForce {
  /** The shares in force by route name once those rules are; routes not named have the rules'. */
  Map<String, Share> under(Rules rules);
}
