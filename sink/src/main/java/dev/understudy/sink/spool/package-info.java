/**
 * Append-only segments on disk that survive a crash.
 *
 * <p>A segment is a header and then records, numbers big-endian:
 *
 * <pre>
 * header   55 53 54 53 50 4F 4F 4C   "USTSPOOL"
 *          00 00 00 02               format version
 *          00 00 00 2F               header length, checksum included
 *          9C 51 ... (8 bytes)       sync: random, stands before every record of this segment
 *          00 00 01 9A ... (8 bytes) created, milliseconds since 1970
 *          00 09                     length of the instance's name
 *          67 61 74 65 77 61 79 2D 30 "gateway-0"
 *          xx xx xx xx               CRC32C of the header before it
 * record   9C 51 ... (8 bytes)       sync
 *          00 00 08 4D               length of the payload
 *          00 00 00 00               index of the record in the segment: 0, 1, 2, ...
 *          xx xx xx xx               CRC32C of length, index and payload
 *          01                        kind: 1 exchange, 2 comparison, 3 feedback
 *          01 ...                    the rest of the payload
 * </pre>
 *
 * <p>Behind its kind the payload has a version (1) and then fields: a tag byte, the length as a
 * variable-length number, the content. A reader skips tags it does not know; a field that is absent
 * is null or empty. The tags stand in {@link dev.understudy.sink.spool.ExchangeCodec}, {@link
 * dev.understudy.sink.spool.ComparisonCodec} and {@link dev.understudy.sink.spool.FeedbackCodec}.
 * Segments of format version 1 have no kinds: all their records are exchanges.
 *
 * <p>A reader that meets damage looks for the next sync whose record passes its checksum; the
 * indexes tell how many records lie between. The sync is random so that no body can hold a record
 * that looks like ours.
 *
 * <p>File names tell the state: {@code <name>.open} is being written, {@code
 * <name>-<exchanges>.sealed} or {@code <name>-<exchanges>-<comparisons>-<feedback>.sealed} takes no
 * more, {@code <name>.damaged} is kept for a person to look at after all whole records in it were
 * carried on. A name is a time and a random number: in order of time, never used twice.
 */
@NullMarked
package dev.understudy.sink.spool;

import org.jspecify.annotations.NullMarked;
