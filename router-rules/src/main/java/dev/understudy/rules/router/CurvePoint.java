package dev.understudy.rules.router;

import org.jspecify.annotations.Nullable;

/**
 * What comes of one threshold on held-out requests. The share of the gap recovered is that of the
 * way from the student's quality alone to the teacher's (Ong et al., "RouteLLM: Learning to Route
 * LLMs with Preference Data", 2024, section 3.2); a random router recovers the teacher's share of
 * it.
 *
 * @param wantedShare the share of requests wanted for the teacher, within [0, 1]
 * @param teacherShare the share of the held-out requests that go to the teacher, within [0, 1]
 * @param threshold the score from which on the student is asked, within [0, 1]
 * @param agreement the share of the requests that are answered as the teacher would, within [0, 1]
 * @param agreementLow the lower end of its interval of 95 %
 * @param agreementHigh the upper end
 * @param recovered the share of the gap in agreement that is recovered; null where there is none
 * @param randomAgreement the agreement of a random router with the same teacher's share
 * @param accuracy the share of right answers among requests of which people said what is right;
 *     null where they said it of none
 * @param accuracyRecovered the share of the gap in accuracy that is recovered; null where the
 *     teacher is not better than the student, or nothing was said
 * @param randomAccuracy the accuracy of a random router with the same teacher's share, or null
 */
public record CurvePoint(
    double wantedShare,
    double teacherShare,
    double threshold,
    double agreement,
    double agreementLow,
    double agreementHigh,
    @Nullable Double recovered,
    double randomAgreement,
    @Nullable Double accuracy,
    @Nullable Double accuracyRecovered,
    @Nullable Double randomAccuracy) {
  public CurvePoint {
    share("wanted_share", wantedShare);
    share("teacher_share", teacherShare);
    share("threshold", threshold);
    share("agreement", agreement);
    share("agreement_low", agreementLow);
    share("agreement_high", agreementHigh);
    share("random_agreement", randomAgreement);
  }

  static void share(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be within [0, 1], got " + share);
    }
  }
}
