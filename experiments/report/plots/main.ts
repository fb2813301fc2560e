/**
 * Turns Vega-Lite specifications into SVG: reads `[{ "id", "width", "spec" }]` from stdin and writes
 * the pictures to stdout, a JSON list in the same order. It runs in a process of its own with this
 * folder's configuration, so that the product's own does not know Vega's packages.
 *
 * @module
 */

import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { addStyle, THEME } from "./theme.ts";

/** One picture to draw. */
interface Order {
  readonly width: number;
  readonly spec: Readonly<Record<string, unknown>>;
}

async function draw({ width, spec }: Order): Promise<string> {
  const whole: unknown = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width,
    autosize: { type: "fit-x", contains: "padding" },
    config: THEME,
    ...spec,
  };
  const view = new View(parse(compile(whole as TopLevelSpec).spec), { renderer: "none" });
  return addStyle(await view.toSVG());
}

if (import.meta.main) {
  const orders: Order[] = await new Response(Deno.stdin.readable).json();
  const pictures = [];
  for (const order of orders) pictures.push(await draw(order));
  await new Blob([JSON.stringify(pictures)]).stream().pipeTo(Deno.stdout.writable);
}
