package dev.understudy.exchange.wire.coding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.brotli.dec.BrotliInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes the coding {@code br} (RFC 7932) off.
 *
 * <p>The decoder hands its output out in windows and throws at a cut, with the last window unseen.
 * A stream of events cut by a client that left is no rare thing, so that window is taken from the
 * decoder's own buffer; where its fields are not what we know, the prefix is only what was handed
 * out. The decoder also reads a few bits past the cut, as if they were there: decoding twice, with
 * zeros and with ones after the cut, gives the same bytes for as long as they come from real bits.
 */
final class Brotli {
  /** More than the decoder reads ahead. */
  private static final int PADDING = 32;

  private Brotli() {}

  /** The decoded bytes, or null where there are none or more than the limit. */
  static byte @Nullable [] decode(byte[] encoded, int maxBytes) {
    Attempt whole = new Attempt(encoded, maxBytes);
    if (whole.isTooLarge()) {
      return null;
    }
    if (whole.isComplete()) {
      return whole.decoded();
    }
    byte[] zeros = new Attempt(padded(encoded, 0), maxBytes).decoded();
    byte[] ones = new Attempt(padded(encoded, -1), maxBytes).decoded();
    int same = Arrays.mismatch(zeros, ones);
    byte[] prefix = same < 0 ? zeros : Arrays.copyOf(zeros, same);
    return prefix.length == 0 || prefix.length > maxBytes ? null : prefix;
  }

  private static byte[] padded(byte[] encoded, int padding) {
    byte[] padded = Arrays.copyOf(encoded, encoded.length + PADDING);
    Arrays.fill(padded, encoded.length, padded.length, (byte) padding);
    return padded;
  }

  /** One run of the decoder, to the end or as far as it goes. */
  private static final class Attempt {
    private final ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    private final byte[] chunk = new byte[8192];
    private boolean complete;
    private boolean tooLarge;

    Attempt(byte[] encoded, int maxBytes) {
      InputStream decoder = null;
      try (InputStream in = new BrotliInputStream(new ByteArrayInputStream(encoded))) {
        decoder = in;
        for (int n; (n = in.read(chunk)) >= 0; ) {
          if (n > maxBytes - decoded.size()) {
            tooLarge = true;
            return;
          }
          decoded.write(chunk, 0, n);
        }
        complete = true;
      } catch (IOException | RuntimeException cutOrCorrupt) {
        // Corrupt input ends in unchecked exceptions too.
        takeUnseen(decoder, maxBytes);
      }
    }

    boolean isComplete() {
      return complete;
    }

    boolean isTooLarge() {
      return tooLarge;
    }

    byte[] decoded() {
      return decoded.toByteArray();
    }

    /** What the failed read had put into our chunk, then what is in the decoder's window. */
    private void takeUnseen(@Nullable InputStream decoder, int maxBytes) {
      if (decoder == null || Fields.KNOWN == null) {
        return;
      }
      try {
        Object state = Fields.KNOWN.state.get(decoder);
        int inChunk = Fields.KNOWN.outputUsed.getInt(state);
        byte[] window = (byte[]) Fields.KNOWN.window.get(state);
        int inWindow = Fields.KNOWN.position.getInt(state);
        if (inChunk > 0 && inChunk <= chunk.length) {
          decoded.write(chunk, 0, inChunk);
        }
        if (window != null && inWindow > 0) {
          int room = Math.max(0, maxBytes - decoded.size());
          decoded.write(window, 0, Math.min(Math.min(inWindow, window.length), room));
        }
      } catch (IllegalAccessException notOurs) {
        // Without the window, the prefix is what was handed out.
      }
    }
  }

  /** The fields of the decoder (org.brotli:dec 0.1.2) that hold what it has not handed out. */
  private record Fields(Field state, Field outputUsed, Field window, Field position) {
    private static final @Nullable Fields KNOWN = find();

    private static @Nullable Fields find() {
      try {
        Field state = BrotliInputStream.class.getDeclaredField("state");
        Class<?> type = state.getType();
        Fields fields =
            new Fields(
                state,
                type.getDeclaredField("outputUsed"),
                type.getDeclaredField("ringBuffer"),
                type.getDeclaredField("pos"));
        fields.state.setAccessible(true);
        fields.outputUsed.setAccessible(true);
        fields.window.setAccessible(true);
        fields.position.setAccessible(true);
        return fields;
      } catch (ReflectiveOperationException | RuntimeException notThere) {
        return null;
      }
    }
  }
}
