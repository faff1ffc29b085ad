/** Turns YAML into rules, or into problems with positions. */
@NullMarked
package dev.understudy.rules.yaml;

import org.jspecify.annotations.NullMarked;
