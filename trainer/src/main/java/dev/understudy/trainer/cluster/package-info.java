/**
 * Puts inputs into clusters of like topics, to count, balance and look at: TF-IDF of words,
 * spherical k-means.
 *
 * <p>{@link dev.understudy.trainer.cluster.Clusters} are learned from a sample on one machine and
 * then assign any number of inputs anywhere.
 *
 * <p>Sources: Salton and Buckley, "Term-weighting approaches in automatic text retrieval", 1988;
 * Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", 2009; Dhillon and Modha,
 * "Concept Decompositions for Large Sparse Text Data using Clustering", 2001; Arthur and
 * Vassilvitskii, "k-means++: The Advantages of Careful Seeding", 2007.
 */
@NullMarked
package dev.understudy.trainer.cluster;

import org.jspecify.annotations.NullMarked;
