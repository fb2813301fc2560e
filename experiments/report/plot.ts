/**
 * What plots have in common: Vega-Lite specifications whose colours are CSS variables, so that one
 * picture serves a light page and a dark one. `plots/main.ts` gives the variables their values.
 *
 * @module
 */

/** A Vega-Lite specification (https://vega.github.io/vega-lite/docs/) without width and theme. */
export type PlotSpec = Readonly<Record<string, unknown>>;

/** Colours that tell series apart, also to those who do not see red and green. */
export const COLOURS = {
  blue: "var(--blue)",
  orange: "var(--orange)",
  green: "var(--green)",
  quiet: "var(--quiet)",
  ink: "var(--ink)",
} as const;

/** Narrower than this is a phone. */
const PHONE_WIDTH = 480;

/** True for a drawing that is to be read on a phone. */
function isNarrow(width: number): boolean {
  return width < PHONE_WIDTH;
}

/** The encoding of a series by colour, with a legend above the plot. */
export function colourBy(
  field: string,
  colours: Readonly<Record<string, keyof typeof COLOURS>>,
  width: number,
): PlotSpec {
  return {
    field,
    type: "nominal",
    scale: {
      domain: Object.keys(colours),
      range: Object.values(colours).map((name) => COLOURS[name]),
    },
    legend: { title: null, orient: "top", columns: isNarrow(width) ? 1 : 2 },
  };
}

/** An axis of accuracies, 0 to 1. */
export function accuracyAxis(field: string, title: string, domain: [number, number]): PlotSpec {
  return {
    field,
    type: "quantitative",
    title,
    scale: { domain, zero: false, nice: false },
    axis: { format: ".2f" },
  };
}

/** One line a name, in the order of the data. On a phone the names stand above their lines. */
export function namesAxis(field: string, width: number): PlotSpec {
  const above = {
    labelAlign: "left",
    labelBaseline: "bottom",
    labelPadding: -4,
    labelOffset: -4,
    ticks: false,
    domain: false,
  };
  const axis = { grid: true, ...(isNarrow(width) ? above : {}) };
  return { field, type: "nominal", title: null, sort: null, axis };
}

/** The height of a plot with a {@linkcode namesAxis}. */
export function namesHeight(width: number): PlotSpec {
  return { step: isNarrow(width) ? 40 : 26 };
}
