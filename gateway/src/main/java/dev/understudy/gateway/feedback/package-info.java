/** Takes what applications say of answers they got. */
@NullMarked
package dev.understudy.gateway.feedback;

import org.jspecify.annotations.NullMarked;
