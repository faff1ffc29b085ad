/** The offline jobs: main() and the commands it names. */
@NullMarked
package dev.understudy.trainer;

import org.jspecify.annotations.NullMarked;
