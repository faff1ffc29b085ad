/**
 * Measures how fast students are served, beside ONNX Runtime, and whether serving them leaks
 * memory.
 */
@NullMarked
package dev.understudy.bench.serving;

import org.jspecify.annotations.NullMarked;
