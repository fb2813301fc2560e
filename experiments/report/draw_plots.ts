/**
 * Draws plots as SVG, in a process of its own (`plots/main.ts`): Vega's packages are known to its
 * configuration alone.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import type { Plot } from "../experiment.ts";

/** Widths in pixels: for a page of 800 pixels, and for a phone. */
const WIDE = 720;
const NARROW = 330;

/** A plot as SVG. */
export interface Drawing {
  readonly wide: string;
  readonly narrow: string;
}

/**
 * Draws plots.
 *
 * @returns the drawings by the plots' ids
 * @throws {Error} with what the other process says, if it breaks
 */
export async function drawPlots(plots: readonly Plot[]): Promise<Map<string, Drawing>> {
  const pictures = await render(
    plots.flatMap((plot) =>
      [WIDE, NARROW].map((width) => ({ id: plot.id, width, spec: plot.draw(width) }))
    ),
  );
  return new Map(plots.map(({ id }, i) => [id, {
    wide: pictures[2 * i]!,
    narrow: pictures[2 * i + 1]!,
  }]));
}

async function render(orders: readonly unknown[]): Promise<string[]> {
  if (orders.length === 0) return [];
  const pathOf = (name: string) => fileURLToPath(new URL(`./plots/${name}`, import.meta.url));
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--config", pathOf("deno.json"), pathOf("main.ts")],
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(orders)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`The plots cannot be drawn: ${decoder.decode(stderr).trim()}`);
  return JSON.parse(decoder.decode(stdout));
}
