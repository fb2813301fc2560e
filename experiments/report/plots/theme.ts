/**
 * How plots look: one set of colour variables for light pages and one for dark ones. An SVG carries
 * both and follows the page it stands in, also as a file of its own.
 *
 * @module
 */

const LIGHT = {
  ink: "#24292f",
  grid: "#d8dee4",
  quiet: "#6e7781",
  blue: "#0969da",
  orange: "#bc4c00",
  green: "#1a7f37",
};

const DARK = {
  ink: "#e6edf3",
  grid: "#30363d",
  quiet: "#9198a1",
  blue: "#58a6ff",
  orange: "#f0883e",
  green: "#3fb950",
};

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const FONT_SIZE = 13;

/** The Vega-Lite configuration of every plot. */
export const THEME = {
  background: null,
  font: FONT,
  view: { stroke: null },
  axis: {
    labelColor: "var(--ink)",
    titleColor: "var(--ink)",
    gridColor: "var(--grid)",
    domainColor: "var(--quiet)",
    tickColor: "var(--quiet)",
    labelFontSize: FONT_SIZE,
    titleFontSize: FONT_SIZE,
    titleFontWeight: "normal",
    labelLimit: 0,
    titlePadding: 8,
  },
  legend: {
    labelColor: "var(--ink)",
    labelFontSize: FONT_SIZE,
    labelLimit: 0,
    symbolSize: 80,
    symbolStrokeWidth: 2,
  },
  boxplot: { median: { color: "var(--ground)" } },
};

/** Gives an SVG the values of its colours. */
export function addStyle(svg: string): string {
  const variables = (colours: Record<string, string>, ground: string) =>
    Object.entries({ ...colours, ground }).map(([name, value]) => `--${name}:${value}`).join(";");
  const style = `<style>:root{${variables(LIGHT, "#ffffff")}}` +
    `@media (prefers-color-scheme:dark){:root{${variables(DARK, "#0d1117")}}}</style>`;
  return svg.replace(/^<svg[^>]*>/, (start) => start + style);
}
