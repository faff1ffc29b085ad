/**
 * Tells when requests stop being like those a student was trained on; pure.
 *
 * <p>{@link dev.understudy.diff.drift.InputFacts} are looked at of each request, {@link
 * dev.understudy.diff.drift.InputProfile} says how they were spread over a training set, and stands
 * in its {@code student.json}:
 *
 * <pre>{@code
 * {"version":1,"rows":5000,
 *  "features":{
 *   "characters":{"low":31.0,"high":4804.0,"edges":[40.0,88.0,...],"counts":[3,11,...]},
 *   "language":{"names":["en","latin"],"seen":[2391,99],"counts":[2409,88,4]}, ...},
 *  "ngrams":{"buckets":8192,"bits16":"..."}}
 * }</pre>
 *
 * <p>The rows are parted in two by their ids. One half chooses how each feature is divided into
 * bins: by {@code edges} (a number belongs to the first bin whose edge it does not exceed, or to
 * the last), or by {@code names}, the most frequent first, and one more bin for all others; {@code
 * seen} is how often that half had each. The other half alone is counted: {@code counts} has one
 * number for each bin. As bins do not depend on what is counted in them, rows and later requests
 * can be told apart only by a true difference. {@code low} and {@code high} are the 0.1 % and 99.9
 * % quantiles of all rows. {@code bits16} is Base64 of one byte for each bucket: how rare the
 * n-grams that fall into it are in the first half, in sixteenths of a bit.
 */
@NullMarked
package dev.understudy.diff.drift;

import org.jspecify.annotations.NullMarked;
