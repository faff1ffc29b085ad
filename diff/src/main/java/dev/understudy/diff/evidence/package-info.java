/**
 * What repeated comparisons prove, valid at every look.
 *
 * <p>Each look at a student asks two questions of each metric: is its bad rate above the limit
 * (<em>harm</em>), and is it below (<em>good enough</em>)? Each is answered by betting against the
 * opposite with a capital of one ({@link dev.understudy.diff.evidence.Judge}). What a gateway saw
 * is kept as plain counts ({@link dev.understudy.diff.evidence.Standing}), so that replicas add up
 * and a restart loses nothing. Formulas, sources and measured figures are in {@code
 * docs/evidence.md}.
 */
@NullMarked
package dev.understudy.diff.evidence;

import org.jspecify.annotations.NullMarked;
