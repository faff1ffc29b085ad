/** Tells where an answer leaves the JSON Schema it should adhere to. */
@NullMarked
package dev.understudy.diff.schema;

import org.jspecify.annotations.NullMarked;
