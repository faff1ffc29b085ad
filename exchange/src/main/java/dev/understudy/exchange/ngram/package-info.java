/** Takes texts apart into runs of words and of letters, hashed into a sparse vector. */
@NullMarked
package dev.understudy.exchange.ngram;

import org.jspecify.annotations.NullMarked;
