package dev.understudy.trainer.corpus;

import java.io.Serializable;

/**
 * A file that went in, for the manifest.
 *
 * @param file its name in the store
 * @param bytes its size
 * @param rows how many rows it has
 * @param checksum {@code sha256:} and 64 hexadecimal digits, or {@code etag:} and what S3 calls the
 *     content
 */
record CapturedInput(String file, long bytes, long rows, String checksum) implements Serializable {}
