package dev.understudy.bench.load;

import dev.understudy.bench.traffic.Ask;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells whether one answer is the whole answer asked for, by status, length and last bytes. */
final class AnswerCheck {
  private static final int TAIL = 16;
  private static final double PROXIES_MAY_REWRITE = 0.9;
  private static final int BYTES_OF_A_DELTA = 100;

  private final Ask ask;
  private final byte[] tail = new byte[TAIL];
  private int tailLength;
  private long length;
  private int pieces;
  private boolean ok;
  private String status = "";

  AnswerCheck(Ask ask) {
    this.ask = ask;
  }

  void onHead(String startLine) {
    ok = startLine.startsWith(" 200", 8);
    status = ok ? "" : startLine;
    tailLength = 0;
    length = 0;
    pieces = 0;
  }

  void onBody(ByteBuf in, int index, int bytes) {
    length += bytes;
    pieces++;
    int take = Math.min(bytes, TAIL);
    int keep = Math.min(tailLength, TAIL - take);
    System.arraycopy(tail, tailLength - keep, tail, 0, keep);
    in.getBytes(index + bytes - take, tail, keep, take);
    tailLength = keep + take;
  }

  int pieces() {
    return pieces;
  }

  /** What is wrong with the answer, in a word or two, or null. */
  @Nullable String problem() {
    if (!ok) {
      return status.length() < 12 ? "not HTTP" : "status " + status.substring(9, 12);
    }
    double least = ask.streamed() ? (double) ask.amount() * BYTES_OF_A_DELTA : ask.amount();
    if (length < least * PROXIES_MAY_REWRITE) {
      return "short body";
    }
    String end = new String(tail, 0, tailLength, StandardCharsets.ISO_8859_1).stripTrailing();
    return end.endsWith(ask.streamed() ? "[DONE]" : "}") ? null : "wrong end";
  }
}
