import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { Plot } from "../../../experiments/experiment.ts";
import { drawPlots } from "../../../experiments/report/draw_plots.ts";
import { accuracyAxis, colourBy } from "../../../experiments/report/plot.ts";

function plot(id: string, mark: string): Plot {
  return {
    id,
    title: id,
    alt: id,
    draw: (width) => ({
      data: {
        values: [{ k: 2, accuracy: 0.5, series: "here" }, { k: 4, accuracy: 1, series: "paper" }],
      },
      height: 200,
      mark,
      encoding: {
        x: { field: "k", type: "quantitative", title: "k (wires of a LUT)" },
        y: accuracyAxis("accuracy", "accuracy", [0.5, 1]),
        color: colourBy("series", { here: "blue", paper: "orange" }, width),
      },
    }),
  };
}

describe("drawPlots()", () => {
  it("draws each plot for a page and for a phone, no wider than these", async () => {
    const drawings = await drawPlots([plot("a", "line"), plot("b", "point")]);
    assertEquals([...drawings.keys()], ["a", "b"]);
    for (const { wide, narrow } of drawings.values()) {
      for (const [svg, most] of [[wide, 760], [narrow, 347]] as const) {
        const width = Number(/^<svg[^>]* width="(\d+)"/.exec(svg)![1]);
        assert(width <= most && width > 0.8 * most, `${width}`);
        for (const words of ["k (wires of a LUT)", "accuracy", "here", "paper"]) {
          assert(svg.includes(`>${words}<`), words);
        }
      }
    }
  });

  it("has text that can be read, in colours for light and for dark pages", async () => {
    const { wide, narrow } = (await drawPlots([plot("a", "line")])).get("a")!;
    for (const svg of [wide, narrow]) {
      const sizes = Array.from(svg.matchAll(/font-size="(\d+)px"/g), ([, size]) => Number(size));
      assert(sizes.length > 5 && sizes.every((size) => size >= 12), `${sizes}`);
      assert(svg.includes("prefers-color-scheme:dark"));
      assert(svg.includes('stroke="var(--blue)"') && svg.includes('fill="var(--ink)"'));
      const used = new Set(svg.match(/var\(--\w+\)/g));
      for (const name of used) assert(svg.includes(`${name.slice(4, -1)}:#`), name);
    }
  });

  it("says what is wrong with a plot that cannot be drawn", async () => {
    const broken = { ...plot("a", "line"), draw: () => ({ mark: 7 }) };
    await assertRejects(() => drawPlots([broken]), Error, "The plots cannot be drawn");
    assertEquals((await drawPlots([])).size, 0);
  });
});
