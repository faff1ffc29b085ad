/**
 * Transformer encoders of the BERT family: tokens in, a vector for each token or for each text out.
 *
 * <p>Devlin et al., BERT: Pre-training of Deep Bidirectional Transformers (2019), with the names of
 * weights and settings that Hugging Face's transformers library gave them.
 */
@NullMarked
package dev.understudy.student.encoder;

import org.jspecify.annotations.NullMarked;
