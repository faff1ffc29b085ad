/**
 * The plainest network: a weight for every run of words and letters, hashed into a table. It needs
 * no engine, learns in seconds, and is what larger students have to beat.
 */
@NullMarked
package dev.understudy.student.ngram;

import org.jspecify.annotations.NullMarked;
