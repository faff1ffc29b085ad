package dev.understudy.sink.redaction;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.wire.WireReader;
import dev.understudy.exchange.wire.coding.ContentCoding;
import dev.understudy.exchange.wire.coding.Utf8;
import dev.understudy.sink.redaction.body.Sheet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One body of an exchange as text, its content codings off, and on the way back as a body.
 *
 * @param plain the body without codings; the very one that came where it had none
 * @param headers its message's headers
 * @param sheet the text, or null where no bytes were kept
 */
record BodyText(Body plain, List<Header> headers, @Nullable Sheet sheet) {
  private static final String CODING = "content-encoding";

  /**
   * Takes a body's text.
   *
   * @throws UnredactableEntry if its codings cannot be taken off or it is not UTF-8
   */
  static BodyText of(String side, Body body, List<Header> headers) {
    if (body.keptBytes() == 0) {
      return new BodyText(body, headers, null);
    }
    byte[] raw = body.toByteArray();
    String codings = codings(headers);
    byte[] bytes = ContentCoding.decode(raw, codings, WireReader.MAX_DECODED_BYTES);
    if (bytes == null) {
      throw new UnredactableEntry("the " + side + " body's content coding could not be taken off");
    }
    byte[] whole = withoutCutCharacter(bytes);
    if (!Utf8.isValid(whole)) {
      throw new UnredactableEntry(
          "the " + side + " body is not UTF-8 text; keep the digest of binary bodies alone");
    }
    Sheet sheet = new Sheet(new String(whole, StandardCharsets.UTF_8).toCharArray());
    return new BodyText(whole == raw ? body : with(whole, body), headers, sheet);
  }

  private static @Nullable String codings(List<Header> headers) {
    List<String> all = new ArrayList<>();
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(CODING)) {
        all.add(header.value());
      }
    }
    return all.isEmpty() ? null : String.join(",", all);
  }

  /** The bytes up to a last character that is cut in two. */
  private static byte[] withoutCutCharacter(byte[] bytes) {
    int lead = bytes.length - 1;
    while (lead > 0 && lead > bytes.length - 4 && (bytes[lead] & 0xC0) == 0x80) {
      lead--;
    }
    int size = Integer.numberOfLeadingZeros(~(bytes[lead] << 24));
    boolean cut = bytes[lead] < 0 && size >= 2 && size <= 4 && bytes.length - lead < size;
    return cut ? Arrays.copyOf(bytes, lead) : bytes;
  }

  /** The body to store. */
  Body settled() {
    String text = sheet == null ? null : sheet.settled();
    return text == null ? plain : with(text.getBytes(StandardCharsets.UTF_8), plain);
  }

  /** The body with other bytes kept; its length stays that on the wire. */
  private static Body with(byte[] kept, Body body) {
    return new Body(List.of(ByteBuffer.wrap(kept)), body.length(), body.truncated(), body.sha256());
  }

  /** Whether its message's media type is that one. */
  boolean is(String mediaType) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase("content-type")) {
        return header.value().toLowerCase(Locale.ROOT).startsWith(mediaType);
      }
    }
    return false;
  }

  /** Whether a header says how the body was coded, which it no longer is. */
  boolean outdates(Header header) {
    return sheet != null && header.name().equalsIgnoreCase(CODING);
  }
}
