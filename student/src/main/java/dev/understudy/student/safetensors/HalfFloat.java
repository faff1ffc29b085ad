package dev.understudy.student.safetensors;

/** Numbers of 16 bits as IEEE 754 (2008) lays them out in section 3.4; Java has them from 20 on. */
final class HalfFloat {
  private static final int FRACTION_BITS = 10;
  private static final float SMALLEST = 0x1p-24f;

  private HalfFloat() {}

  /** The same number with 32 bits. */
  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> FRACTION_BITS & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float value = fraction * SMALLEST;
      return sign == 0 ? value : -value;
    }
    int wide = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
