package dev.understudy.rules.router;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** A table that is mostly zeros, as texts: see the package. */
record SparseTable(String places, String values) {
  /** The texts of a table. */
  static SparseTable of(float[] table) {
    ByteArrayOutputStream places = new ByteArrayOutputStream();
    ByteBuffer values =
        ByteBuffer.allocate(Float.BYTES * table.length).order(ByteOrder.LITTLE_ENDIAN);
    int last = -1;
    for (int place = 0; place < table.length; place++) {
      if (table[place] != 0) {
        write(place - last, places);
        values.putFloat(table[place]);
        last = place;
      }
    }
    byte[] written = new byte[values.position()];
    values.flip().get(written);
    Base64.Encoder base64 = Base64.getEncoder();
    return new SparseTable(
        base64.encodeToString(places.toByteArray()), base64.encodeToString(written));
  }

  private static void write(int number, ByteArrayOutputStream out) {
    int left = number;
    for (; left > 0x7F; left >>>= 7) {
      out.write((left & 0x7F) | 0x80);
    }
    out.write(left);
  }

  /**
   * The table.
   *
   * @param size how many places it has
   * @throws IllegalArgumentException if the texts are none of a table of that size
   */
  float[] table(int size) {
    byte[] steps = bytes("places", places);
    ByteBuffer numbers = ByteBuffer.wrap(bytes("values", values)).order(ByteOrder.LITTLE_ENDIAN);
    float[] table = new float[size];
    long place = -1;
    for (int at = 0; at < steps.length; ) {
      long step = 0;
      int shift = 0;
      boolean goesOn = true;
      while (goesOn) {
        if (at == steps.length || shift > 28) {
          throw new IllegalArgumentException("weights.places ends within a number");
        }
        step |= (long) (steps[at] & 0x7F) << shift;
        goesOn = steps[at++] < 0;
        shift += 7;
      }
      place += step;
      if (step == 0 || place >= size) {
        throw new IllegalArgumentException(
            "weights.places must rise and stay below %d, got %d".formatted(size, place));
      }
      table[(int) place] = next(numbers);
    }
    if (numbers.hasRemaining()) {
      throw new IllegalArgumentException("weights.values has more numbers than weights.places");
    }
    return table;
  }

  private static float next(ByteBuffer numbers) {
    if (numbers.remaining() < Float.BYTES) {
      throw new IllegalArgumentException("weights.values has fewer numbers than weights.places");
    }
    float number = numbers.getFloat();
    if (!Float.isFinite(number)) {
      throw new IllegalArgumentException("weights.values must be finite numbers, got " + number);
    }
    return number;
  }

  private static byte[] bytes(String name, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException none) {
      throw new IllegalArgumentException("weights." + name + " must be Base64", none);
    }
  }
}
