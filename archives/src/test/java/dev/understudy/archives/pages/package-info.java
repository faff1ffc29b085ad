/**
 * Holds README and docs to what the programs do: runs the commands on them, follows their links.
 */
@NullMarked
package dev.understudy.archives.pages;

import org.jspecify.annotations.NullMarked;
