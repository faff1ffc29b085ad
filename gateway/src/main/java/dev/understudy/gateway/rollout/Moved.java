package dev.understudy.gateway.rollout;

/** What became of a move by hand. */
public enum Moved {
  /** It is made. */
  MADE,
  /** It would change nothing: the route stands like that already. */
  NOTHING,
  /** It is not made, as the route was moved since its {@link Hand} saw it. */
  SEEN_OTHERWISE,
  /** It is not made, as the store did not tell in time whether the route stands as was seen. */
  NOT_WRITTEN,
  /** It may have been made: the store was given it and did not tell in time; look again. */
  IN_DOUBT
}
