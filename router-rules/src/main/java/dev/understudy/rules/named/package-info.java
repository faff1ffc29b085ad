/** Opens the files that rules name. */
@NullMarked
package dev.understudy.rules.named;

import org.jspecify.annotations.NullMarked;
