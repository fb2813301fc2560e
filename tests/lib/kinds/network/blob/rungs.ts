/**
 * The many ways into one rung.
 *
 * @module
 */
import type { BlobErrorCode } from "../../../../../lib/errors.ts";
import type { Fault, OtherFault } from "../../../blob/abuse.ts";
import type { Draft } from "./draft.ts";

/** One way into a rung. */
export type Case = readonly [what: string, fault: Fault<Draft>];

/** Faults that are refused with the same code. */
export function rung(code: BlobErrorCode, cases: readonly Case[]): OtherFault<Draft>[] {
  return cases.map(([what, fault]) => [code, what, fault]);
}
