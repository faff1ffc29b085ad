/** A store in a bucket of S3, or of anything that speaks as S3 does. */
@NullMarked
package dev.understudy.sink.store.s3;

import org.jspecify.annotations.NullMarked;
