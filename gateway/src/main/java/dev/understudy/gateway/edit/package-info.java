/** Edits the file of rules: checked before, previewed, and put in place whole or not at all. */
@NullMarked
package dev.understudy.gateway.edit;

import org.jspecify.annotations.NullMarked;
