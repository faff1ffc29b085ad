package dev.understudy.sink.spool;

import dev.understudy.exchange.Body;
import dev.understudy.exchange.Exchange;
import dev.understudy.exchange.Header;
import dev.understudy.exchange.Outcome;
import dev.understudy.exchange.Role;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as the payload of a record. Text is UTF-8; enum constants go by their name, so that
 * their order may change; tags are never given a new meaning.
 */
final class ExchangeCodec {
  private static final int VERSION = 1;

  private static final int REQUEST_ID = 1;
  private static final int EXCHANGE_ID = 2;
  private static final int ROLE = 3;
  private static final int RECEIVED_AT = 4;
  private static final int INSTANCE = 5;
  private static final int RULES_VERSION = 6;
  private static final int ROUTE = 7;
  private static final int LAUNCH = 8;
  private static final int BUCKET = 9;
  private static final int APP = 10;
  private static final int USER = 11;
  private static final int SESSION = 12;
  private static final int TAGS = 13;
  private static final int UPSTREAM = 14;
  private static final int METHOD = 15;
  private static final int TARGET = 16;
  private static final int STATUS = 17;
  private static final int OUTCOME = 18;
  private static final int ERROR = 19;
  private static final int FIRST_BYTE = 20;
  private static final int DURATION = 21;
  private static final int REQUEST_HEADER = 22;
  private static final int RESPONSE_HEADER = 23;
  private static final int REQUEST_BODY = 24;
  private static final int RESPONSE_BODY = 25;
  private static final int REQUEST_BYTES = 26;
  private static final int RESPONSE_BYTES = 27;

  private ExchangeCodec() {}

  static void encode(Exchange exchange, RecordBuffer out) {
    out.putByte(VERSION);
    uuid(REQUEST_ID, exchange.requestId(), out);
    uuid(EXCHANGE_ID, exchange.exchangeId(), out);
    text(ROLE, exchange.role().name(), out);
    time(RECEIVED_AT, exchange.receivedAt(), out);
    text(INSTANCE, exchange.instance(), out);
    text(RULES_VERSION, exchange.rulesVersion(), out);
    text(ROUTE, exchange.route(), out);
    text(LAUNCH, exchange.launch(), out);
    Double bucket = exchange.bucket();
    if (bucket != null) {
      field(BUCKET, 8, out);
      out.putLong(Double.doubleToRawLongBits(bucket));
    }
    text(APP, exchange.app(), out);
    text(USER, exchange.user(), out);
    text(SESSION, exchange.session(), out);
    text(TAGS, exchange.tags(), out);
    text(UPSTREAM, exchange.upstream(), out);
    text(METHOD, exchange.method(), out);
    text(TARGET, exchange.target(), out);
    field(STATUS, 4, out);
    out.putInt(exchange.status());
    text(OUTCOME, exchange.outcome().name(), out);
    text(ERROR, exchange.error(), out);
    Duration firstByte = exchange.firstByte();
    if (firstByte != null) {
      nanos(FIRST_BYTE, firstByte, out);
    }
    nanos(DURATION, exchange.duration(), out);
    headers(REQUEST_HEADER, exchange.requestHeaders(), out);
    headers(RESPONSE_HEADER, exchange.responseHeaders(), out);
    body(REQUEST_BODY, REQUEST_BYTES, exchange.requestBody(), out);
    body(RESPONSE_BODY, RESPONSE_BYTES, exchange.responseBody(), out);
  }

  private static void field(int tag, int length, RecordBuffer out) {
    out.putByte(tag);
    out.putVarint(length);
  }

  private static void uuid(int tag, UUID id, RecordBuffer out) {
    field(tag, 16, out);
    out.putUuid(id);
  }

  private static void text(int tag, @Nullable String text, RecordBuffer out) {
    if (text != null) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      field(tag, utf8.length, out);
      out.putBytes(utf8);
    }
  }

  private static void time(int tag, Instant time, RecordBuffer out) {
    field(tag, 12, out);
    out.putLong(time.getEpochSecond());
    out.putInt(time.getNano());
  }

  private static void nanos(int tag, Duration duration, RecordBuffer out) {
    field(tag, 8, out);
    out.putLong(duration.toNanos());
  }

  private static void headers(int tag, List<Header> headers, RecordBuffer out) {
    for (Header header : headers) {
      byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
      byte[] value = header.value().getBytes(StandardCharsets.UTF_8);
      field(tag, 4 + name.length + value.length, out);
      out.putInt(name.length);
      out.putBytes(name);
      out.putBytes(value);
    }
  }

  private static void body(int tag, int bytesTag, Body body, RecordBuffer out) {
    String sha256 = body.sha256();
    byte[] digest = sha256 == null ? new byte[0] : sha256.getBytes(StandardCharsets.UTF_8);
    field(tag, 9 + digest.length, out);
    out.putLong(body.length());
    out.putByte((body.truncated() ? 1 : 0) | (sha256 != null ? 2 : 0));
    out.putBytes(digest);
    field(bytesTag, body.keptBytes(), out);
    for (ByteBuffer piece : body.pieces()) {
      out.putBytes(piece);
    }
  }

  /**
   * Reads a payload back. Bodies share the buffer's memory, which must not be changed afterwards.
   *
   * @throws IllegalArgumentException if the payload is not one of ours
   */
  static Exchange decode(ByteBuffer payload) {
    try {
      return new Decoder().decode(payload);
    } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("record ends inside a field", e);
    } catch (NullPointerException | java.time.DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("record lacks a field or has a wrong one: " + e, e);
    }
  }

  /** The fields as they come. */
  private static final class Decoder {
    private final @Nullable String[] texts = new String[RESPONSE_BYTES + 1];
    private @Nullable UUID requestId;
    private @Nullable UUID exchangeId;
    private @Nullable Instant receivedAt;
    private @Nullable Double bucket;
    private int status;
    private @Nullable Duration firstByte;
    private @Nullable Duration duration;
    private final List<Header> requestHeaders = new ArrayList<>();
    private final List<Header> responseHeaders = new ArrayList<>();
    private @Nullable ByteBuffer requestFacts;
    private @Nullable ByteBuffer responseFacts;
    private @Nullable ByteBuffer requestBytes;
    private @Nullable ByteBuffer responseBytes;

    Exchange decode(ByteBuffer in) {
      int version = in.get();
      if (version < 1 || version > VERSION) {
        throw new IllegalArgumentException(
            "record version " + version + " is not known; a newer gateway wrote it");
      }
      while (in.hasRemaining()) {
        int tag = in.get() & 0xFF;
        int length = varint(in);
        if (length < 0 || length > in.remaining()) {
          throw new IllegalArgumentException("field " + tag + " is longer than its record");
        }
        ByteBuffer content = in.slice(in.position(), length);
        in.position(in.position() + length);
        take(tag, content);
      }
      return new Exchange(
          required("request id", requestId),
          required("exchange id", exchangeId),
          Role.valueOf(text("role", ROLE)),
          required("arrival", receivedAt),
          text("instance", INSTANCE),
          texts[RULES_VERSION],
          text("route", ROUTE),
          text("launch", LAUNCH),
          bucket,
          texts[APP],
          texts[USER],
          texts[SESSION],
          texts[TAGS],
          text("upstream", UPSTREAM),
          text("method", METHOD),
          text("target", TARGET),
          status,
          Outcome.valueOf(text("outcome", OUTCOME)),
          texts[ERROR],
          firstByte,
          required("duration", duration),
          requestHeaders,
          responseHeaders,
          body(requestFacts, requestBytes),
          body(responseFacts, responseBytes));
    }

    private void take(int tag, ByteBuffer content) {
      switch (tag) {
        case REQUEST_ID -> requestId = new UUID(content.getLong(), content.getLong());
        case EXCHANGE_ID -> exchangeId = new UUID(content.getLong(), content.getLong());
        case RECEIVED_AT -> receivedAt = Instant.ofEpochSecond(content.getLong(), content.getInt());
        case BUCKET -> bucket = Double.longBitsToDouble(content.getLong());
        case STATUS -> status = content.getInt();
        case FIRST_BYTE -> firstByte = Duration.ofNanos(content.getLong());
        case DURATION -> duration = Duration.ofNanos(content.getLong());
        case REQUEST_HEADER -> requestHeaders.add(header(content));
        case RESPONSE_HEADER -> responseHeaders.add(header(content));
        case REQUEST_BODY -> requestFacts = content;
        case RESPONSE_BODY -> responseFacts = content;
        case REQUEST_BYTES -> requestBytes = content;
        case RESPONSE_BYTES -> responseBytes = content;
        default -> {
          if (tag < texts.length) {
            texts[tag] = utf8(content);
          }
        }
      }
    }

    private String text(String name, int tag) {
      return required(name, texts[tag]);
    }

    private static <T> T required(String name, @Nullable T value) {
      if (value == null) {
        throw new IllegalArgumentException("record lacks its " + name);
      }
      return value;
    }

    private static Header header(ByteBuffer content) {
      int nameLength = content.getInt();
      ByteBuffer name = content.slice(content.position(), nameLength);
      content.position(content.position() + nameLength);
      return new Header(utf8(name), utf8(content));
    }

    private static Body body(@Nullable ByteBuffer facts, @Nullable ByteBuffer bytes) {
      if (facts == null) {
        return Body.EMPTY;
      }
      long length = facts.getLong();
      int flags = facts.get();
      String sha256 = (flags & 2) != 0 ? utf8(facts) : null;
      List<ByteBuffer> pieces = bytes == null || !bytes.hasRemaining() ? List.of() : List.of(bytes);
      return new Body(pieces, length, (flags & 1) != 0, sha256);
    }

    private static String utf8(ByteBuffer content) {
      return new String(
          content.array(),
          content.arrayOffset() + content.position(),
          content.remaining(),
          StandardCharsets.UTF_8);
    }

    private static int varint(ByteBuffer in) {
      int value = 0;
      for (int shift = 0; shift < 35; shift += 7) {
        int next = in.get();
        value |= (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("a field's length is longer than five bytes");
    }
  }
}
