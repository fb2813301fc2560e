/**
 * The soak: whether the service stays itself under more than it can take, and in a crowd that only
 * holds its connections. Loopback only, bounded in count and time.
 *
 * @module
 */

import { loadDigits } from "../digits.ts";
import type { Measurement } from "../measurement.ts";
import type { AttackLine } from "./attacks/attack_line.ts";
import { measureAttacks } from "./attacks/measure_attacks.ts";
import { measureCrowd } from "./measure_crowd.ts";
import { measureLoad } from "./measure_load.ts";
import type { SoakSettings } from "./settings.ts";

/** As `docs/performance.md` has it: about three minutes. */
const WHOLE: SoakSettings = {
  idleSeconds: 4,
  calmSeconds: 10,
  loadSeconds: 60,
  connections: 1_280,
  recoverySeconds: 8,
  streams: 2_000,
  slow: 100,
};

/** Shows that the soak runs, and no more. */
const QUICK: SoakSettings = {
  idleSeconds: 1,
  calmSeconds: 1,
  loadSeconds: 3,
  connections: 128,
  recoverySeconds: 2,
  streams: 50,
  slow: 5,
};

/** What came of the soak. */
export interface SoakReport {
  readonly measurements: readonly Measurement[];
  readonly attacks: readonly AttackLine[];
}

/**
 * Runs the soak.
 *
 * @param attack names of attacks with commas between them: these alone, and nothing else
 */
export async function measureSoak(
  isQuick: boolean,
  attack: string | undefined,
): Promise<SoakReport> {
  const settings = isQuick ? QUICK : WHOLE;
  const digits = await loadDigits();
  const measurements: Measurement[] = [];
  for (const measure of attack === undefined ? [measureLoad, measureCrowd] : []) {
    const folder = await Deno.makeTempDir({ prefix: "rote-soak-" });
    try {
      measurements.push(...await measure(folder, digits, settings));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
  const attacks = await measureAttacks(digits, { isQuick, only: attack });
  measurements.push({
    measure: "soak: attacks that others notice",
    unit: "attacks",
    ours: attacks.filter(({ missed }) => missed.length > 0).length,
    bar: { atMost: 0 },
    note: `of ${attacks.length}; the table of attacks says of which`,
  });
  return { measurements, attacks };
}
