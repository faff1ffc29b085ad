package dev.understudy.sink.store.s3;

/** Who encrypts what is stored, and with which key. */
public enum Encryption {
  /** As the bucket is set up; no header is sent. */
  BUCKET_DEFAULT,
  /** S3 with keys of its own ({@code AES256}). */
  SSE_S3,
  /** S3 with a key in KMS: the one that is named, or the account's own for S3. */
  SSE_KMS
}
