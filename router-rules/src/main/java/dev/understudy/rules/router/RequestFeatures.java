package dev.understudy.rules.router;

import dev.understudy.exchange.ngram.Features;

/** What a router knows of a request. */
public final class RequestFeatures {
  private final Features ngrams;
  private final float[] facts;

  RequestFeatures(Features ngrams, float[] facts) {
    this.ngrams = ngrams;
    this.facts = facts;
  }

  /** The words of its conversation. */
  public Features ngrams() {
    return ngrams;
  }

  /** All facts in the order of {@link Fact}; not copied. */
  public float[] facts() {
    return facts;
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "RequestFeatures[" + ngrams + "]";
  }
}
