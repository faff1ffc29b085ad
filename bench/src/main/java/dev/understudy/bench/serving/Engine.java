package dev.understudy.bench.serving;

import dev.understudy.student.encoder.Precision;

/** What an encoder runs on. */
enum Engine {
  /** A student, its products of 32 bits. */
  PYTORCH("pytorch fp32", Precision.FP32),
  /** The peer: the same numbers. */
  ONNX("onnxruntime fp32", Precision.FP32),
  /** A student, its products of 16 bits. */
  PYTORCH_BF16("pytorch bf16", Precision.BF16);

  private final String label;
  private final Precision precision;

  Engine(String label, Precision precision) {
    this.label = label;
    this.precision = precision;
  }

  /** The name in tables. */
  String label() {
    return label;
  }

  /** What its student's folder says. */
  Precision precision() {
    return precision;
  }
}
