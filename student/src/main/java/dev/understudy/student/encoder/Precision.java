package dev.understudy.student.encoder;

/** The numbers that matrices are multiplied in. Sums, norms and weights are always of 32 bits. */
public enum Precision {
  /** 32 bits. */
  FP32,
  /** 16 bits with the range of 32; about twice as fast on processors that know them. */
  BF16
}
