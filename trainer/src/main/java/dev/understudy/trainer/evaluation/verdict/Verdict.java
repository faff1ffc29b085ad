package dev.understudy.trainer.evaluation.verdict;

import java.util.List;

/**
 * Whether a student deserves traffic.
 *
 * @param findings what each requirement found, in the order of {@link Requirements}
 */
public record Verdict(List<Finding> findings) {
  public Verdict {
    findings = List.copyOf(findings);
  }

  /**
   * What one requirement found.
   *
   * @param isMet whether it is met; what cannot be measured is not
   * @param requirement what was required, as a sentence without its full stop
   * @param found what was found, likewise
   */
  public record Finding(boolean isMet, String requirement, String found) {
    /** Both in one line, such as {@code at least 200 test rows required, found 120}. */
    public String line() {
      return requirement + " required, found " + found;
    }
  }

  /** Whether all requirements are met. */
  public boolean isFit() {
    return findings.stream().allMatch(Finding::isMet);
  }

  /** {@code fit} or {@code not yet}. */
  public String word() {
    return isFit() ? "fit" : "not yet";
  }

  /** What is not met. */
  public List<Finding> reasons() {
    return findings.stream().filter(each -> !each.isMet()).toList();
  }

  /** 0 where it is fit, else 1: the exit status of a step of continuous integration. */
  public int exitStatus() {
    return isFit() ? 0 : 1;
  }
}
