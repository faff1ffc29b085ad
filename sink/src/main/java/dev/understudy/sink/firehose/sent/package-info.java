/**
 * Remembers which records a delivery stream took: while a segment is on its way, and for some days
 * after.
 *
 * <p>A record's id is {@code <instance>-<segment>-<index>}, the index being its place in the
 * segment: the same however often it is sent.
 *
 * <p>The progress of a segment is a text file, {@code <instance>-<segment>.sent}, to which a line
 * is added for every batch that was taken: the CRC32C of what follows it, and the indexes as
 * ranges. A torn last line counts for nothing.
 *
 * <pre>
 * understudy-progress 1 gateway-0 20260131T071500123Z-5eedc0de
 * 62d89c0e 0-499
 * 7f1a2b3c 500-803,805-1000
 * </pre>
 *
 * <p>Once all of a segment is taken, a file of the ledger says so: {@code
 * date=2026-01-31/<instance>-<segment>.ids}, under the day (UTC) on which it was finished. Its
 * lines name a table, the hour (UTC) of the rows, how many records those are, and their indexes.
 * The last line is the SHA-256 of all before it. The file is written under another name, synced,
 * and takes its own in one step; it never changes afterwards.
 *
 * <pre>
 * understudy-sent 1
 * instance gateway-0
 * segment 20260131T071500123Z-5eedc0de
 * sent_at 2026-01-31T07:16:20.123Z
 * exchanges 2026-01-31T07 1000 0-803,805-1000
 * feedback 2026-01-31T07 1 804
 * sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * </pre>
 */
@NullMarked
package dev.understudy.sink.firehose.sent;

import org.jspecify.annotations.NullMarked;
