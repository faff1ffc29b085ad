/** What other rules would do with traffic that was captured. */
@NullMarked
package dev.understudy.rules.preview;

import org.jspecify.annotations.NullMarked;
