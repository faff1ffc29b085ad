/**
 * Learns from a dark launch which requests a student gets right, and sets thresholds: of routers,
 * and of the student's own confidence.
 */
@NullMarked
package dev.understudy.trainer.router;

import org.jspecify.annotations.NullMarked;
