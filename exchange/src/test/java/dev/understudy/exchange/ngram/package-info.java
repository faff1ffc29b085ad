@NullMarked
package dev.understudy.exchange.ngram;

import org.jspecify.annotations.NullMarked;
