/**
 * Runs the stages of a job one after another, from folder to folder. What a stage makes is kept in
 * a folder named after all that decides it, so that a stage whose work is done is not done again:
 *
 * <pre>
 *   work/dedupe-3f2a9c1186d0/
 *     manifest.json            what went in, the settings, the seed, the counts
 *     rows/part-00000.parquet  the examples, the dropped ones with their reasons
 * </pre>
 */
@NullMarked
package dev.understudy.trainer.run;

import org.jspecify.annotations.NullMarked;
