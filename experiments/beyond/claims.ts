/**
 * What is said of single steps of a ladder: one is ahead of another, or generalizes as well as it
 * memorizes.
 *
 * @module
 */

import type { Check } from "../experiment.ts";
import { formatSummary, meanOf } from "../figure.ts";
import type { StepResult } from "./step_result.ts";

/** A sentence about steps that are told by their names. All are of means over the seeds. */
export type Claim =
  & { readonly sentence: string }
  & (
    /** The test accuracy of `step` is above that of `than` by at least `by`. */
    | { readonly step: string; readonly than: string; readonly by: number }
    /** The test accuracy of `step` is at least so much. */
    | { readonly step: string; readonly least: number }
    /** Training and test accuracy of `step` differ by at most so much. */
    | { readonly step: string; readonly mostGap: number }
  );

/** Holds the steps against what is said of them. */
export function checkClaims(claims: readonly Claim[], steps: readonly StepResult[]): Check[] {
  const resultOf = (name: string) => steps.find(({ step }) => step.name === name)!;
  return claims.map((claim) => {
    const { sentence } = claim;
    const { test, train } = resultOf(claim.step);
    if ("than" in claim) {
      const other = resultOf(claim.than);
      return {
        sentence,
        holds: meanOf(test) - meanOf(other.test) >= claim.by,
        evidence: `${claim.step}: ${formatSummary(test)}; ` +
          `${claim.than}: ${formatSummary(other.test)}`,
      };
    }
    if ("least" in claim) {
      const holds = meanOf(test) >= claim.least;
      return { sentence, holds, evidence: `${claim.step}: ${formatSummary(test)}` };
    }
    return {
      sentence,
      holds: Math.abs(meanOf(train) - meanOf(test)) <= claim.mostGap,
      evidence: `${claim.step}: training ${formatSummary(train)}, test ${formatSummary(test)}`,
    };
  });
}
