package dev.understudy.rules.yaml;

import dev.understudy.rules.Recording;
import dev.understudy.rules.Share;

/** Reads what is recorded of a route's requests. */
final class RecordingReader {
  private RecordingReader() {}

  static Recording read(Section in) {
    return new Recording(
        in.value("sample", Scalar.SHARE, Share.ALL),
        in.value("opt_out", Scalar.BOOLEAN, false),
        RedactionReader.read(in, "redact"));
  }
}
