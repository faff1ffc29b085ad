/** Where finished files rest: a folder, S3, Firehose. */
@NullMarked
package dev.understudy.sink.store;

import org.jspecify.annotations.NullMarked;
