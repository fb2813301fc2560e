/**
 * Assertions about refusals that name a place.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import type { ErrorCode, Offender } from "../../../lib/errors.ts";
import { assertRefused } from "../assertions.ts";

/** Asserts that something is refused with a code, and that the first offender is in the place. */
export function assertPlaced(code: ErrorCode, place: Partial<Offender>, act: () => unknown): void {
  const { detail: _, ...placed } = assertRefused(code, act).offenders[0]!;
  assertEquals(placed, { code, ...place });
}
