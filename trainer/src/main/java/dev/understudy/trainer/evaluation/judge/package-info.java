/**
 * Has a language model judge which of two answers is better, over any endpoint that speaks as
 * OpenAI's chat completions do.
 *
 * <p>Judges favour places, so each pair is shown in both orders (Zheng et al., "Judging
 * LLM-as-a-Judge with MT-Bench and Chatbot Arena", NeurIPS 2023); they are noisy, so some are asked
 * again. What they said is kept in a file of JSON lines, without the texts, so that a run that
 * broke off goes on where it was.
 */
@NullMarked
package dev.understudy.trainer.evaluation.judge;

import org.jspecify.annotations.NullMarked;
