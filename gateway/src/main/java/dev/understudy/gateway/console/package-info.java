/** The pages on the admin port that people look at, and the JSON behind them. */
@NullMarked
package dev.understudy.gateway.console;

import org.jspecify.annotations.NullMarked;
