/** Reads what nobody else may know, which is kept outside the settings. */
@NullMarked
package dev.understudy.gateway.secret;

import org.jspecify.annotations.NullMarked;
