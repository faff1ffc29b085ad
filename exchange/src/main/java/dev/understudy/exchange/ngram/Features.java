package dev.understudy.exchange.ngram;

/** A text as a sparse vector of length 1. */
public final class Features {
  private final int[] places;
  private final float[] values;
  private final int words;

  Features(int[] places, float[] values, int words) {
    this.places = places;
    this.values = values;
    this.words = words;
  }

  /** Where it is not 0, in rising order; not copied. */
  public int[] places() {
    return places;
  }

  /** Its values there; not copied. */
  public float[] values() {
    return values;
  }

  /** How many words were read. */
  public int words() {
    return words;
  }

  @Override
  public String toString() {
    return "Features[" + places.length + " of " + words + " words]";
  }
}
