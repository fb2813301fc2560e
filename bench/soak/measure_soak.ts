/**
 * The soak: whether the service stays itself under more than it can take, and in a crowd that only
 * holds its connections. Loopback only, bounded in count and time.
 *
 * @module
 */

import { loadDigits } from "../digits.ts";
import type { Measurement } from "../measurement.ts";
import { measureCrowd } from "./measure_crowd.ts";
import { measureLoad } from "./measure_load.ts";

/** How long and how hard. */
export interface SoakSettings {
  /** Seconds of predictions by one client while nothing else is asked for. */
  readonly idleSeconds: number;
  /** Seconds in which is found what the service can take. */
  readonly calmSeconds: number;
  /** Seconds of twice that. */
  readonly loadSeconds: number;
  /** Connections of that load at most: more than the requests that may be under way. */
  readonly connections: number;
  /** Seconds after it in which the service is to recover. */
  readonly recoverySeconds: number;
  /** Event streams that are open at the same time. */
  readonly streams: number;
  /** Clients that never end a head, and as many that never end a body. */
  readonly slow: number;
}

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

/** Runs the soak. */
export async function measureSoak(isQuick: boolean): Promise<Measurement[]> {
  const settings = isQuick ? QUICK : WHOLE;
  const digits = await loadDigits();
  const rows: Measurement[] = [];
  for (const measure of [measureLoad, measureCrowd]) {
    const folder = await Deno.makeTempDir({ prefix: "rote-soak-" });
    try {
      rows.push(...await measure(folder, digits, settings));
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  }
  return rows;
}
