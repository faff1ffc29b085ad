/** What many comparisons amount to: running statistics that stay valid while being watched. */
@NullMarked
package dev.understudy.diff.evidence;

import org.jspecify.annotations.NullMarked;
