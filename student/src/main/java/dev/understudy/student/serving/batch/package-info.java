/**
 * Puts the questions of many callers together into batches for one model: a bounded line to wait
 * in, and threads that answer. Knows nothing of HTTP.
 */
@NullMarked
package dev.understudy.student.serving.batch;

import org.jspecify.annotations.NullMarked;
