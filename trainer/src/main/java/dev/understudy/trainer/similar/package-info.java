/**
 * Finds inputs that say nearly the same: MinHash signatures, buckets of bands, exact Jaccard.
 *
 * <p>{@link dev.understudy.trainer.similar.NearDuplicateJob} runs on Spark; all else is plain Java.
 * What it does, in order:
 *
 * <ol>
 *   <li>Rows get a rank: their place in the caller's order of preference.
 *   <li>Each text becomes a sketch: a key of its normal form, one key per band, and two bits per
 *       permutation. Texts with one key are copies; the best of them stands for all.
 *   <li>Rows that share a band's key meet in a bucket, where the bits choose the few earlier rows
 *       each may be a duplicate of.
 *   <li>These pairs are compared by the Jaccard similarity of their shingles, exactly.
 *   <li>On the driver, pairs become groups, and in each group a row is a duplicate if it is within
 *       the threshold of a better one that stays.
 * </ol>
 *
 * <p>Sources: Broder, "On the resemblance and containment of documents", 1997; Leskovec, Rajaraman
 * and Ullman, "Mining of Massive Datasets", chapter 3; Shrivastava, "Optimal Densification for Fast
 * and Accurate Minwise Hashing", 2017; Li and König, "b-Bit Minwise Hashing", 2010.
 */
@NullMarked
package dev.understudy.trainer.similar;

import org.jspecify.annotations.NullMarked;
