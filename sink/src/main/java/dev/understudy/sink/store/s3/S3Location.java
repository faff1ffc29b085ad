package dev.understudy.sink.store.s3;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A place in S3: a bucket, and what all keys in it begin with.
 *
 * @param bucket the bucket's name
 * @param prefix the part of the keys before the names of files, without a slash at either end;
 *     empty where files lie at the top of the bucket
 */
public record S3Location(String bucket, String prefix) {
  private static final String SCHEME = "s3://";
  private static final Pattern BUCKET =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,61}[A-Za-z0-9]");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9!_.*'()=+@:,&$ /-]*");
  private static final int LONGEST_PREFIX_BYTES = 512; // of the 1024 that a key may have

  public S3Location {
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "bucket must be 3 to 63 letters, digits, '.', '-' or '_', got '" + bucket + "'");
    }
    if (!PREFIX.matcher(prefix).matches()
        || prefix.getBytes(StandardCharsets.UTF_8).length > LONGEST_PREFIX_BYTES) {
      throw new IllegalArgumentException(
          "key prefix must be at most %d letters, digits or any of !_.*'()=+@:,&$-/ and spaces, got '%s'"
              .formatted(LONGEST_PREFIX_BYTES, prefix));
    }
    for (String part : prefix.isEmpty() ? new String[0] : prefix.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException(
            "key prefix must have no empty part, '.' or '..', got '" + prefix + "'");
      }
    }
  }

  /** Whether that text is meant as a place in S3. */
  public static boolean isMeant(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads {@code s3://bucket/prefix}; a slash at the end makes no difference.
   *
   * @throws IllegalArgumentException if it is something else; the message says what
   */
  public static S3Location parse(String text) {
    if (!isMeant(text)) {
      throw new IllegalArgumentException("must be s3://bucket/prefix, got '" + text + "'");
    }
    String rest = text.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String bucket = slash < 0 ? rest : rest.substring(0, slash);
    String prefix = slash < 0 ? "" : rest.substring(slash + 1);
    try {
      return new S3Location(
          bucket, prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s in '%s'".formatted(e.getMessage(), text), e);
    }
  }

  /** The key of a file or object of that name, or what keys of such names begin with. */
  String key(String name) {
    for (String part : name.split("/", -1)) {
      if (part.equals(".") || part.equals("..")) {
        throw new IllegalArgumentException("name leaves the store: " + name);
      }
    }
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The name of the file or object with that key. */
  String name(String key) {
    return prefix.isEmpty() ? key : key.substring(prefix.length() + 1);
  }

  /** What people write to name a file in it. */
  String of(String name) {
    return name.isEmpty() ? toString() : SCHEME + bucket + "/" + key(name);
  }

  /** As people write it, such as {@code s3://bucket/captures}. */
  @Override
  public String toString() {
    return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
  }
}
