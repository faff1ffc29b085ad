package dev.understudy.gateway.tap;

import dev.understudy.exchange.Body;
import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies one body as it flows past, up to a limit, or takes its digest alone. It never slows or
 * fails the flow: where a limit or the budget is reached it stops copying and marks the body.
 *
 * <p>Large pieces are kept by reference, as nobody writes to a received buffer; small ones, such as
 * the deltas of a stream, are gathered, since thousands of little buffers cost more than their
 * bytes. Used on one event loop.
 */
public final class BodyTap {
  private static final int KEEP_WHOLE_BYTES = 2048;
  private static final int FIRST_GATHER_BYTES = 1024;
  private static final int MOST_GATHER_BYTES = 64 * 1024;

  private final int limitBytes;
  private final MemoryBudget budget;
  private final @Nullable MessageDigest digest;
  private final List<ByteBuffer> pieces = new ArrayList<>(2);
  private byte @Nullable [] gathered;
  private int gatheredBytes;
  private long length;
  private long kept;
  private boolean truncated;
  private boolean taken;

  private BodyTap(int limitBytes, MemoryBudget budget, @Nullable MessageDigest digest) {
    this.limitBytes = limitBytes;
    this.budget = budget;
    this.digest = digest;
  }

  /** A tap that keeps up to that many bytes, all taps together no more than the budget. */
  public static BodyTap keeping(int limitBytes, MemoryBudget budget) {
    return new BodyTap(limitBytes, budget, null);
  }

  /** A tap that keeps the length and the SHA-256 alone. */
  public static BodyTap digesting(MemoryBudget budget) {
    try {
      return new BodyTap(0, budget, MessageDigest.getInstance("SHA-256"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Takes in the next piece of the body; the piece must not be changed afterwards. Does nothing
   * once the {@link #body()} was taken.
   */
  public void copy(Buffer piece) {
    if (taken) {
      return;
    }
    int size = piece.length();
    length += size;
    if (digest != null) {
      digest.update(bytesOf(piece));
      return;
    }
    if (truncated || size == 0) {
      return;
    }
    int room = (int) Math.min(size, limitBytes - kept);
    if (room < size) {
      truncated = true;
    }
    if (room == 0 || !budget.take(room)) {
      truncated = true;
      return;
    }
    kept += room;
    ByteBuffer bytes = bytesOf(piece);
    bytes.limit(bytes.position() + room);
    if (room >= KEEP_WHOLE_BYTES) {
      closeGathered();
      pieces.add(bytes);
    } else {
      gather(bytes, room);
    }
  }

  /** How many bytes went past so far, kept or not. */
  public long length() {
    return length;
  }

  /** How many bytes of the budget this tap holds. */
  public long keptBytes() {
    return kept;
  }

  /** A copy of all bytes that went past so far, or null where some were not kept. */
  public @Nullable Buffer copyOfAll() {
    if (digest != null || truncated) {
      return null;
    }
    Buffer all = Buffer.buffer((int) kept);
    for (ByteBuffer piece : pieces) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(piece.position(), bytes);
      all.appendBytes(bytes);
    }
    return gathered == null ? all : all.appendBytes(gathered, 0, gatheredBytes);
  }

  /** The body that went past so far; what comes later is no part of it. Taken once. */
  public Body body() {
    taken = true;
    closeGathered();
    String sha256 = digest == null ? null : HexFormat.of().formatHex(digest.digest());
    return length == 0 ? Body.EMPTY : new Body(pieces, length, truncated, sha256);
  }

  private void gather(ByteBuffer bytes, int size) {
    byte[] into = gathered;
    if (into == null) {
      into = new byte[Math.max(size, pieces.isEmpty() ? FIRST_GATHER_BYTES : MOST_GATHER_BYTES)];
    } else if (gatheredBytes + size > into.length) {
      if (into.length >= MOST_GATHER_BYTES) {
        closeGathered();
        into = new byte[MOST_GATHER_BYTES];
      } else {
        int larger = Math.max(gatheredBytes + size, Math.min(MOST_GATHER_BYTES, into.length * 2));
        into = Arrays.copyOf(into, larger);
      }
    }
    gathered = into;
    bytes.get(into, gatheredBytes, size);
    gatheredBytes += size;
  }

  private void closeGathered() {
    if (gathered != null && gatheredBytes > 0) {
      pieces.add(ByteBuffer.wrap(gathered, 0, gatheredBytes));
    }
    gathered = null;
    gatheredBytes = 0;
  }

  private static ByteBuffer bytesOf(Buffer piece) {
    ByteBuf bytes = ((BufferInternal) piece).getByteBuf();
    return bytes.nioBuffer(bytes.readerIndex(), bytes.readableBytes());
  }
}
