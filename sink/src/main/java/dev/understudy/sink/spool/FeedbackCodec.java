package dev.understudy.sink.spool;

import dev.understudy.exchange.Feedback;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Feedback as the payload of a record; tags are never given a new meaning. */
final class FeedbackCodec {
  private static final int VERSION = 1;

  private static final int REQUEST_ID = 1;
  private static final int GIVEN_AT = 2;
  private static final int INSTANCE = 3;
  private static final int SCORE = 4;
  private static final int LABEL = 5;
  private static final int CORRECTION = 6;
  private static final int ANNOTATOR = 7;
  private static final int COMMENT = 8;

  private FeedbackCodec() {}

  static void encode(Feedback feedback, RecordBuffer out) {
    out.putByte(VERSION);
    Fields.uuid(REQUEST_ID, feedback.requestId(), out);
    Fields.time(GIVEN_AT, feedback.givenAt(), out);
    Fields.text(INSTANCE, feedback.instance(), out);
    Fields.real(SCORE, feedback.score(), out);
    Fields.text(LABEL, feedback.label(), out);
    Fields.text(CORRECTION, feedback.correction(), out);
    Fields.text(ANNOTATOR, feedback.annotator(), out);
    Fields.text(COMMENT, feedback.comment(), out);
  }

  static Feedback decode(ByteBuffer payload) {
    return new Decoder().decode(payload);
  }

  /** The fields as they come. */
  private static final class Decoder {
    private final @Nullable String[] texts = new String[COMMENT + 1];
    private @Nullable UUID requestId;
    private @Nullable Instant givenAt;
    private @Nullable Double score;

    Feedback decode(ByteBuffer in) {
      Fields.forEach(in, VERSION, this::take);
      return new Feedback(
          Fields.required("request id", requestId),
          Fields.required("time", givenAt),
          Fields.required("instance", texts[INSTANCE]),
          score,
          texts[LABEL],
          texts[CORRECTION],
          texts[ANNOTATOR],
          texts[COMMENT]);
    }

    private void take(int tag, ByteBuffer content) {
      switch (tag) {
        case REQUEST_ID -> requestId = Fields.uuid(content);
        case GIVEN_AT -> givenAt = Fields.time(content);
        case SCORE -> score = Fields.real(content);
        default -> {
          if (tag < texts.length) {
            texts[tag] = Fields.utf8(content);
          }
        }
      }
    }
  }
}
