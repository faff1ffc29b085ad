package dev.understudy.sink.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** What goes wrong with a call on its way through {@link FaultyS3}. */
public interface Fault {

  /** Serves a call of which the head was read. */
  void serve(WireCall call, Way way) throws IOException;

  /** Both ends of a connection that a fault may use. */
  interface Way {
    InputStream fromClient();

    OutputStream toClient();

    /** Passes the call on, body and all, and the answer to that. */
    void pass(WireCall call, OutputStream answer) throws IOException;

    /** Passes so many bytes of the body on, and no more. */
    void passHalf(WireCall call, long bytes) throws IOException;

    /** Resets the connection to the client. */
    void reset() throws IOException;
  }

  /** Answers with that status and code; nothing reaches the store. */
  static Fault answer(int status, String code) {
    return (call, way) -> {
      call.copyBody(way.fromClient(), OutputStream.nullOutputStream(), Long.MAX_VALUE);
      answer(call, way, status, code, Instant.now());
    };
  }

  private static void answer(WireCall call, Way way, int status, String code, Instant now)
      throws IOException {
    String body =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>made to fail</Message></Error>"
            .formatted(code);
    String head =
        "HTTP/1.1 %d Made to fail\r\nDate: %s\r\nx-amz-request-id: made-to-fail\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                status,
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.ofInstant(now, ZoneOffset.UTC)),
                body.length());
    String text = call.start().startsWith("HEAD ") ? head : head + body;
    way.toClient().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Resets the connection when so many bytes of the body have passed. */
  static Fault resetAfter(long bytes) {
    return (call, way) -> {
      way.passHalf(call, bytes);
      way.reset();
    };
  }

  /** Does nothing, and never answers. */
  static Fault silence() {
    return (call, way) -> awaitEnd(way);
  }

  /** Does it, and never answers. */
  static Fault silenceAfterwards() {
    return (call, way) -> {
      way.pass(call, OutputStream.nullOutputStream());
      awaitEnd(way);
    };
  }

  private static void awaitEnd(Way way) throws IOException {
    while (way.fromClient().read() >= 0) {
      // what the client still sends is of no interest
    }
  }

  /** Does it, and breaks the connection in the middle of the answer's first line. */
  static Fault cutAfterwards() {
    return (call, way) -> {
      way.pass(call, OutputStream.nullOutputStream());
      way.toClient().write("HTTP/1.1 2".getBytes(StandardCharsets.US_ASCII));
      way.reset();
    };
  }

  /** Says that a part was taken, and throws it away. */
  static Fault lostPart() {
    return (call, way) -> {
      MessageDigest md5 = md5();
      call.copyBody(
          way.fromClient(),
          new DigestOutputStream(OutputStream.nullOutputStream(), md5),
          Long.MAX_VALUE);
      String head =
          "HTTP/1.1 200 OK\r\nETag: \"%s\"\r\nContent-Length: 0\r\n\r\n"
              .formatted(HexFormat.of().formatHex(md5.digest()));
      way.toClient().write(head.getBytes(StandardCharsets.US_ASCII));
    };
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Overlooks the conditions of writes. */
  static Fault conditionsOverlooked() {
    return (call, way) ->
        way.pass(
            call.isConditional() ? call.without("if-none-match", "if-match") : call,
            way.toClient());
  }

  /** Does not know conditions of writes, and says so. */
  static Fault conditionsUnknown() {
    return (call, way) -> {
      if (call.isConditional()) {
        answer(501, "NotImplemented").serve(call, way);
      } else {
        way.pass(call, way.toClient());
      }
    };
  }

  /** Is that far ahead of the client's clock, and minds. */
  static Fault clockAhead(Duration ahead) {
    DateTimeFormatter dates =
        DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssX", Locale.ROOT).withZone(ZoneOffset.UTC);
    return (call, way) -> {
      Instant now = Instant.now().plus(ahead);
      Instant said = Instant.from(dates.parse(String.valueOf(call.header("x-amz-date"))));
      if (Duration.between(said, now).abs().compareTo(Duration.ofMinutes(15)) > 0) {
        call.copyBody(way.fromClient(), OutputStream.nullOutputStream(), Long.MAX_VALUE);
        answer(call, way, 403, "RequestTimeTooSkewed", now);
      } else {
        way.pass(call, way.toClient());
      }
    };
  }
}
