/**
 * A step of a ladder: how to train, as data. Nothing here knows how it is done; `trial.ts` asks the
 * engine.
 *
 * @module
 */

import type { BoostedSettings, NetworkShape } from "../../lib/mod.ts";

/** What to train. */
export type Step = NamedStep & (NetworkStep | BoostedStep);

/** What any step has. */
interface NamedStep {
  /** What the report calls it; unique in its ladder. */
  readonly name: string;
  /** True for the step that all others are held against. */
  readonly isStart?: boolean;
  /** Part of a quick run. */
  readonly quick?: boolean;
}

/** A network of the paper's kind. */
export interface NetworkStep {
  readonly method: "network";
  readonly shape: NetworkShape;
}

/** Boosted tables. */
export interface BoostedStep {
  readonly method: "boosted";
  readonly settings: Omit<BoostedSettings, "seed">;
}

/** True if a step learns from copies of the images as well. */
export function isAugmented(step: Step): boolean {
  return step.method === "boosted" && step.settings.augment !== undefined;
}

/** The settings in words: "k = 8, 2048 tables, rate 0.1, lambda 1, patch 5, shift 1". */
export function describeStep(step: Step): string {
  const { arity, inputShape: _, augment, ...others } = settingsOf(step);
  return [
    `k = ${arity}`,
    ...Object.entries(others).map(([name, value]) => wordsOf(name, value)),
    ...(augment?.shift ? [`shift ${augment.shift}`] : []),
    ...(augment?.flip ? ["flip"] : []),
  ].join(", ");
}

/** All settings that any step may have. */
function settingsOf(
  step: Step,
): { arity: number } & Partial<NetworkShape & BoostedStep["settings"]> {
  return step.method === "network" ? step.shape : step.settings;
}

/** Counts stand before their names, other settings behind. */
function wordsOf(name: string, value: unknown): string {
  const counted = { hiddenLayers: "hidden layers", width: "LUTs each", tables: "tables" }[name];
  return counted === undefined ? `${name} ${value}` : `${value} ${counted}`;
}
