/** Tests of the archives that programs are handed out in: what is in them, and that they run. */
@NullMarked
package dev.understudy.archives;

import org.jspecify.annotations.NullMarked;
