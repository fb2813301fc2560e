/**
 * A stage of a module: signals that depend on those of the stage before, as wires, or with a register
 * behind each.
 *
 * @module
 */

import type { SourceText } from "../source_text.ts";

/** A signal: its name, how wide it is, and the expression that gives it. */
export interface Signal {
  readonly name: string;
  readonly bits: number;
  readonly value: string;
}

/** Appends a stage. Icarus is slow at working expressions out in the block of the registers. */
export function addStage(
  text: SourceText,
  about: string,
  signals: readonly Signal[],
  isPipelined: boolean,
): void {
  text.add("", `  // ${about}`);
  for (const { name, bits, value } of signals) {
    const range = `[${bits - 1}:0]`;
    text.add(`  wire ${range} ${isPipelined ? `next_${name}` : name} = ${value};`);
    if (isPipelined) text.add(`  reg ${range} ${name};`);
  }
  if (!isPipelined || signals.length === 0) return;
  text.add("  always @(posedge clk) begin");
  for (const { name } of signals) text.add(`    ${name} <= next_${name};`);
  text.add("  end");
}

/** A number as a constant. */
export function numberOf(value: number, bits: number): string {
  return `${bits}'d${value}`;
}
