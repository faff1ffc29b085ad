/** What tests of several rooms need. */
@NullMarked
package dev.understudy.trainer;

import org.jspecify.annotations.NullMarked;
