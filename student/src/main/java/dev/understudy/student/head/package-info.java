/**
 * Scores labels by a pretrained encoder with a linear layer on its pooled vectors.
 *
 * <p>What {@code student.json} says of it:
 *
 * <pre>{@code
 * {"type":"encoder","limit":128,"keep":"beginning","precision":"fp32"}
 * }</pre>
 *
 * <p>{@code limit} is how many tokens of a text are read, {@code keep} which of a longer one
 * (beginning, end, both_ends), {@code precision} the numbers that matrices are multiplied in (fp32,
 * bf16). Beside it lie {@code encoder/}, a folder as Hugging Face lays them out, and {@code
 * head.safetensors} with {@code weight} [labels, hidden] and {@code bias} [labels].
 */
@NullMarked
package dev.understudy.student.head;

import org.jspecify.annotations.NullMarked;
