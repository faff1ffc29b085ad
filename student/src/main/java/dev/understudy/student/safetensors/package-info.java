/**
 * Named arrays in a file, in the format safetensors of Hugging Face.
 *
 * <pre>
 * 8 bytes   the length of the header, little-endian
 * header    JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]}, ...}
 *           and, if any, "__metadata__": {"key": "text"}
 * data      the arrays' numbers, little-endian; offsets count from here
 * </pre>
 *
 * <p>F32 is written; F32, F16 and BF16 are read, always into 32 bits. Source: the format's
 * description in the repository huggingface/safetensors.
 */
@NullMarked
package dev.understudy.student.safetensors;

import org.jspecify.annotations.NullMarked;
