/**
 * Test rows and what systems answered to them, as values.
 *
 * <p>Its sub-packages make of them figures with intervals ({@code figures}, {@code metric}, {@code
 * interval}), a verdict ({@code verdict}) and reports ({@code report}).
 */
@NullMarked
package dev.understudy.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
