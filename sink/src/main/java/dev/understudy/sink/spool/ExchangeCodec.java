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
  private static final int MAY_TRAIN = 28;

  private ExchangeCodec() {}

  static void encode(Exchange exchange, RecordBuffer out) {
    out.putByte(VERSION);
    Fields.uuid(REQUEST_ID, exchange.requestId(), out);
    Fields.uuid(EXCHANGE_ID, exchange.exchangeId(), out);
    Fields.text(ROLE, exchange.role().name(), out);
    Fields.time(RECEIVED_AT, exchange.receivedAt(), out);
    Fields.text(INSTANCE, exchange.instance(), out);
    Fields.text(RULES_VERSION, exchange.rulesVersion(), out);
    Fields.text(ROUTE, exchange.route(), out);
    Fields.text(LAUNCH, exchange.launch(), out);
    Fields.real(BUCKET, exchange.bucket(), out);
    Fields.text(APP, exchange.app(), out);
    Fields.text(USER, exchange.user(), out);
    Fields.text(SESSION, exchange.session(), out);
    Fields.text(TAGS, exchange.tags(), out);
    Fields.text(UPSTREAM, exchange.upstream(), out);
    Fields.text(MAY_TRAIN, exchange.mayTrain(), out);
    Fields.text(METHOD, exchange.method(), out);
    Fields.text(TARGET, exchange.target(), out);
    Fields.begin(STATUS, 4, out);
    out.putInt(exchange.status());
    Fields.text(OUTCOME, exchange.outcome().name(), out);
    Fields.text(ERROR, exchange.error(), out);
    Fields.nanos(FIRST_BYTE, exchange.firstByte(), out);
    Fields.nanos(DURATION, exchange.duration(), out);
    headers(REQUEST_HEADER, exchange.requestHeaders(), out);
    headers(RESPONSE_HEADER, exchange.responseHeaders(), out);
    body(REQUEST_BODY, REQUEST_BYTES, exchange.requestBody(), out);
    body(RESPONSE_BODY, RESPONSE_BYTES, exchange.responseBody(), out);
  }

  private static void headers(int tag, List<Header> headers, RecordBuffer out) {
    for (Header header : headers) {
      byte[] name = header.name().getBytes(StandardCharsets.UTF_8);
      byte[] value = header.value().getBytes(StandardCharsets.UTF_8);
      Fields.begin(tag, 4 + name.length + value.length, out);
      out.putInt(name.length);
      out.putBytes(name);
      out.putBytes(value);
    }
  }

  private static void body(int tag, int bytesTag, Body body, RecordBuffer out) {
    String sha256 = body.sha256();
    byte[] digest = sha256 == null ? new byte[0] : sha256.getBytes(StandardCharsets.UTF_8);
    Fields.begin(tag, 9 + digest.length, out);
    out.putLong(body.length());
    out.putByte((body.truncated() ? 1 : 0) | (sha256 != null ? 2 : 0));
    out.putBytes(digest);
    Fields.begin(bytesTag, body.keptBytes(), out);
    for (ByteBuffer piece : body.pieces()) {
      out.putBytes(piece);
    }
  }

  /** Reads a payload back. Bodies share the buffer's memory. */
  static Exchange decode(ByteBuffer payload) {
    return new Decoder().decode(payload);
  }

  /** The fields as they come. */
  private static final class Decoder {
    private final @Nullable String[] texts = new String[MAY_TRAIN + 1];
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
      Fields.forEach(in, VERSION, this::take);
      return new Exchange(
          Fields.required("request id", requestId),
          Fields.required("exchange id", exchangeId),
          Role.valueOf(text("role", ROLE)),
          Fields.required("arrival", receivedAt),
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
          texts[MAY_TRAIN],
          text("method", METHOD),
          text("target", TARGET),
          status,
          Outcome.valueOf(text("outcome", OUTCOME)),
          texts[ERROR],
          firstByte,
          Fields.required("duration", duration),
          requestHeaders,
          responseHeaders,
          body(requestFacts, requestBytes),
          body(responseFacts, responseBytes));
    }

    private void take(int tag, ByteBuffer content) {
      switch (tag) {
        case REQUEST_ID -> requestId = Fields.uuid(content);
        case EXCHANGE_ID -> exchangeId = Fields.uuid(content);
        case RECEIVED_AT -> receivedAt = Fields.time(content);
        case BUCKET -> bucket = Fields.real(content);
        case STATUS -> status = content.getInt();
        case FIRST_BYTE -> firstByte = Fields.nanos(content);
        case DURATION -> duration = Fields.nanos(content);
        case REQUEST_HEADER -> requestHeaders.add(header(content));
        case RESPONSE_HEADER -> responseHeaders.add(header(content));
        case REQUEST_BODY -> requestFacts = content;
        case RESPONSE_BODY -> responseFacts = content;
        case REQUEST_BYTES -> requestBytes = content;
        case RESPONSE_BYTES -> responseBytes = content;
        default -> {
          if (tag < texts.length) {
            texts[tag] = Fields.utf8(content);
          }
        }
      }
    }

    private String text(String name, int tag) {
      return Fields.required(name, texts[tag]);
    }

    private static Header header(ByteBuffer content) {
      int nameLength = content.getInt();
      ByteBuffer name = content.slice(content.position(), nameLength);
      content.position(content.position() + nameLength);
      return new Header(Fields.utf8(name), Fields.utf8(content));
    }

    private static Body body(@Nullable ByteBuffer facts, @Nullable ByteBuffer bytes) {
      if (facts == null) {
        return Body.EMPTY;
      }
      long length = facts.getLong();
      int flags = facts.get();
      String sha256 = (flags & 2) != 0 ? Fields.utf8(facts) : null;
      List<ByteBuffer> pieces = bytes == null || !bytes.hasRemaining() ? List.of() : List.of(bytes);
      return new Body(pieces, length, (flags & 1) != 0, sha256);
    }
  }
}
