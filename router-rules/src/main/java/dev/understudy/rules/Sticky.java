package dev.understudy.rules;

import java.util.Objects;

/**
 * What of a request decides its bucket, so that whoever shares it is served alike.
 *
 * @param kind where the key is found
 * @param header the header's name in lower case where the kind is {@link Kind#HEADER}, else empty
 */
public record Sticky(Kind kind, String header) {
  /** Each request for itself. */
  public static final Sticky REQUEST = new Sticky(Kind.REQUEST, "");

  /** Where a sticky key is found. */
  public enum Kind {
    /** The first value of a header. */
    HEADER,
    /**
     * The end user named in the body: {@code user}, {@code safety_identifier}, {@code
     * metadata.user_id}.
     */
    USER,
    /**
     * The conversation: the header {@code x-session-id}, else the body's {@code
     * metadata.session_id}.
     */
    SESSION,
    /** The client's API key; it is hashed at once and kept nowhere. */
    API_KEY,
    /** The request's own id. */
    REQUEST
  }

  public Sticky {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(header, "header");
    if ((kind == Kind.HEADER) == header.isEmpty()) {
      throw new IllegalArgumentException("a header's name goes with the kind HEADER alone");
    }
  }

  /** Sticky by a header. */
  public static Sticky header(String name) {
    return new Sticky(Kind.HEADER, name);
  }

  /** Whether the key lies in the request's body. */
  public boolean needsBody() {
    return kind == Kind.USER || kind == Kind.SESSION;
  }

  /** As written in rules, such as {@code header:x-user-id}. */
  @Override
  public String toString() {
    return kind == Kind.HEADER
        ? "header:" + header
        : kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
