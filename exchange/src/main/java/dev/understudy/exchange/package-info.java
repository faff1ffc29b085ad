/** One request to one upstream and all that came back, as values. */
@NullMarked
package dev.understudy.exchange;

import org.jspecify.annotations.NullMarked;
