/** What students and teachers got wrong, as a person looks through it, and as corrections. */
@NullMarked
package dev.understudy.trainer.mistakes;

import org.jspecify.annotations.NullMarked;
