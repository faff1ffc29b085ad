/** What the console asks of a gateway that remembers many disagreements, measured. */
@NullMarked
package dev.understudy.bench.console;

import org.jspecify.annotations.NullMarked;
