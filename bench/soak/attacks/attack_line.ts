/**
 * One line of the table of attacks: what others noticed of one, and whether that is within its bars.
 *
 * @module
 */

import { quantileSorted } from "simple-statistics";
import type { Attack } from "./attack.ts";
import type { AttackOutcome } from "./attacker.ts";
import type { Observation } from "./observer.ts";

/** What others may notice of any attack. */
export const BARS = {
  /** Milliseconds of `/health` for 999 of 1,000 probes. */
  healthMost: 100,
  /** Milliseconds of `/health` for each of them. */
  healthWorst: 1_000,
  /** Bytes of resident memory. */
  memory: 1.2e9,
  /** Seconds after the attack until all is as before. */
  recovery: 5,
} as const;

/** What was noticed of an attack. */
export interface AttackLine {
  readonly attack: string;
  readonly about: string;
  /** Milliseconds of `/health`: the median, the 99.9th percentile and the worst. */
  readonly health: { readonly median: number; readonly most: number; readonly worst: number };
  readonly healthFailures: number;
  /** Resident memory of the service at its highest, in bytes. */
  readonly memory: number;
  /** Requests of a victim with a key of its own: answered right, turned away, all else. */
  readonly right: number;
  readonly refused: number;
  readonly wrong: number;
  /** Seconds after the attack until all is as before; infinity if that did not come about. */
  readonly recovery: number;
  /** The bars that are missed, in words; none if the service withstands it. */
  readonly missed: readonly string[];
  readonly note: string;
}

/** An attack by its name. */
type Named = Pick<Attack, "name" | "about" | "mustGet">;

/** An attack of which nothing more is known than that the service, or a client, did not live through it. */
export function failedLine({ name, about }: Named, error: unknown): AttackLine {
  return {
    attack: name,
    about,
    health: { median: Infinity, most: Infinity, worst: Infinity },
    healthFailures: 0,
    memory: 0,
    right: 0,
    refused: 0,
    wrong: 0,
    recovery: Infinity,
    missed: ["all of it"],
    note: `it could not be carried out: ${error instanceof Error ? error.message : error}`,
  };
}

/** Judges what was seen. */
export function attackLine(
  { name, about, mustGet }: Named,
  seen: Observation,
  recovery: number,
  { statuses, notes }: { readonly statuses: AttackOutcome; readonly notes: readonly string[] },
): AttackLine {
  const times = seen.health.toSorted((a, b) => a - b);
  const at = (share: number) => times.length > 0 ? quantileSorted(times, share) : Infinity;
  const health = { median: at(0.5), most: at(0.999), worst: at(1) };
  const { healthFailures, memory, right, refused, wrong } = seen;
  const missed = [
    ...(health.most > BARS.healthMost ? ["health p99.9"] : []),
    ...(health.worst > BARS.healthWorst ? ["health worst"] : []),
    ...(healthFailures > 0 ? ["health fails"] : []),
    ...(memory > BARS.memory ? ["memory"] : []),
    ...(wrong > 0 || refused > 0 || right === 0 ? ["victim"] : []),
    ...(recovery > BARS.recovery ? ["recovery"] : []),
    ...(mustGet !== undefined && !statuses[mustGet] ? [`no ${mustGet}`] : []),
  ];
  const answers = Object.entries(statuses).map(([status, times]) =>
    `${status === "0" ? "cut off" : status}: ${times}`
  );
  const note = [
    `answers to the attacker: ${answers.join(", ") || "none that was read"}`,
    ...(healthFailures > 0 ? [`${healthFailures} of ${times.length} probes failed`] : []),
    ...notes,
    ...seen.examples.map((example) => `the victim got: ${example}`),
  ].join("; ");
  return {
    attack: name,
    about,
    health,
    healthFailures,
    memory,
    right,
    refused,
    wrong,
    recovery,
    missed,
    note,
  };
}
