package dev.understudy.gateway.figures;

import dev.understudy.diff.evidence.Slice;
import dev.understudy.gateway.rollout.AuditLine;
import java.util.List;

/** What was known before this gateway began, so that its figures need not begin with nothing. */
public interface Past {
  /** All observations of a metric of a route's gate by time, the oldest first. */
  List<Slice> observations(String route, String metric);

  /** The last moves of all routes, the newest last. */
  List<AuditLine> moves();
}
