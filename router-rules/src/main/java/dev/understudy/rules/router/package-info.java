/**
 * Tells from a request alone how likely the student's answer would be as good as the teacher's.
 *
 * <p>A router is a file, {@code NAME-N.json}, which {@code understudy router fit} writes and which
 * is never changed:
 *
 * <pre>{@code
 * {"format": "understudy-router", "version": 1,
 *  "route": "moderation", "student": "student-3", "student_versions": ["moderation-3"],
 *  "created": "2026-01-31T12:00:00Z",
 *  "counts": {"trained": 2800, "held_out": 1200, "right": 3700, "gold": 0},
 *  "quality": {"auc": 0.81, "calibration_error": 0.02},
 *  "threshold": {"value": 0.8431, "wanted": "teacher_share 20%", "teacher_share": 0.2,
 *   "agreement": 0.979},
 *  "curve": [{"wanted_share": 0.2, "teacher_share": 0.2, "threshold": 0.8431,
 *   "agreement": 0.979, "agreement_low": 0.969, "agreement_high": 0.986,
 *   "recovered": 0.72, "random_agreement": 0.94, "accuracy": null,
 *   "accuracy_recovered": null, "random_accuracy": null}],
 *  "ngrams": {"bits": 16, "words": 2, "letters": 0, "most_characters": 8192},
 *  "facts": [{"name": "tokens", "weight": -0.4, "least": 2.1, "most": 8.8}],
 *  "bias": 1.2, "calibration": {"slope": 0.9, "shift": 0.1},
 *  "weights": {"places": "AQID...", "values": "AACAPw..."},
 *  "sha256": "9f86d0..."}
 * }</pre>
 *
 * <ul>
 *   <li>{@code threshold}: from which score on the student is asked where rules say {@code auto};
 *       what was wanted, and what held-out requests show at it.
 *   <li>{@code curve}: quality against cost on the held-out requests, see {@link CurvePoint}.
 *   <li>{@code ngrams}: how texts become places of the table of weights; of texts longer than
 *       {@code most_characters}, a quarter from the beginning and the rest from the end.
 *   <li>{@code facts}: what a unit of each fact adds, the fact being kept within what was seen in
 *       training. All known facts are listed.
 *   <li>{@code weights}: of the table, those that are not 0. {@code places}: how far each is from
 *       the one before, the first from -1, as numbers of seven bits a byte, lowest first, all but
 *       the last byte of a number with the eighth bit set, in Base64. {@code values}: little-endian
 *       floats of four bytes, in Base64.
 *   <li>{@code sha256}: of the same JSON without this member and without white space.
 * </ul>
 */
@NullMarked
package dev.understudy.rules.router;

import org.jspecify.annotations.NullMarked;
