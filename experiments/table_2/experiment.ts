/**
 * Table 2: how well the units of each layer predict the label by themselves.
 *
 * @module
 */

import type { Check, Experiment, Plot, Results } from "../experiment.ts";
import { cellsOf, type Figure, formatSummary, meanOf } from "../figure.ts";
import { test, valuesOf } from "../lab/outcomes.ts";
import { BASELINE, baselineShape, TABLE_2 } from "../paper.ts";
import { accuracyAxis, colourBy } from "../report/plot.ts";

const TOLERANCE = 0.02;
const COLUMNS = ["mean", "std", "min", "max"] as const;

export const table2: Experiment = {
  id: "table_2",
  title: "Table 2: accuracy layer by layer",
  says: "“Layer by layer training accuracy of network of 8-input lookup tables on Binary-MNIST. " +
    "Layer 0 is the input. Test accuracy is 0.87.”",
  setUp: "5 hidden layers of 1024 LUTs and an output LUT, k = 8, all of them trained, those that " +
    "the output does not depend on included. A unit's accuracy is the share of the training rows " +
    "on which its bit is the label; a feature is a unit of layer 0.",
  tolerance: `each figure within ${TOLERANCE} of the paper's as a mean over the seeds`,
  takes: { minutes: 0.1, megabytes: 400 },
  imageSets: ["mnist"],

  plan: ({ seeds }) => ({
    trials: seeds.map((seed) => ({
      task: { images: "mnist", classes: "halves" },
      shape: baselineShape(TABLE_2.arity),
      seed,
      statistics: true,
    })),
  }),

  conclude(results, { isReal }) {
    const layers = Array.from({ length: BASELINE.hiddenLayers + 2 }, (_, layer) => layer);
    const means = layers.map((layer) => layerValues(results, layer, "mean"));
    const tests = valuesOf(results, () => true, test);
    const figures = isReal
      ? [...layers.flatMap((layer) => figuresOf(results, layer)), figureOfTest(tests)]
      : [];
    return {
      figures,
      tables: [{
        title: "Training accuracy of the units of each layer" + (isReal ? " (paper / ours)" : ""),
        head: ["layer", "units", ...COLUMNS],
        rows: layers.map((layer) => [
          String(layer),
          String(results.outcomes[0]!.layers![layer]!.count),
          ...COLUMNS.map((column) => cellOf(results, layer, column, isReal)),
        ]),
      }, {
        title: "Test accuracy",
        head: isReal ? ["paper", "ours", "difference"] : ["ours"],
        rows: [isReal ? cellsOf(figureOfTest(tests)) : [formatSummary(tests)]],
      }],
      plots: [plotOf(results, layers, isReal)],
      checks: [risesByLayer(means), narrowsByLayer(results, layers)],
      remarks: [],
    };
  },
};

function layerValues(
  { outcomes }: Results,
  layer: number,
  column: typeof COLUMNS[number],
): number[] {
  return outcomes.map(({ layers }) => layers![layer]![column]);
}

function figuresOf(results: Results, layer: number): Figure[] {
  return COLUMNS.map((column) => ({
    name: `layer ${layer}, ${column}`,
    paper: TABLE_2.layers[layer]![column],
    ours: layerValues(results, layer, column),
    tolerance: TOLERANCE,
  }));
}

function figureOfTest(tests: readonly number[]): Figure {
  return { name: "test accuracy", paper: TABLE_2.test, ours: tests, tolerance: TOLERANCE };
}

function cellOf(
  results: Results,
  layer: number,
  column: typeof COLUMNS[number],
  isReal: boolean,
): string {
  const ours = layerValues(results, layer, column);
  if (column !== "std") {
    return (isReal ? `${TABLE_2.layers[layer]![column].toFixed(2)} / ` : "") + formatSummary(ours);
  }
  const paper = isReal ? `${TABLE_2.layers[layer]!.std.toFixed(4)} / ` : "";
  return paper + formatSummary(ours);
}

function risesByLayer(means: readonly number[][]): Check {
  const overall = means.map(meanOf);
  return {
    sentence: "The units of each layer are better in the mean than those of the layer below",
    holds: overall.every((value, layer) => layer === 0 || value > overall[layer - 1]!),
    evidence: `means by layer: ${overall.map((value) => value.toFixed(3)).join(", ")}`,
  };
}

function narrowsByLayer(results: Results, layers: readonly number[]): Check {
  const deviations = layers.slice(1).map((layer) => meanOf(layerValues(results, layer, "std")));
  return {
    sentence: "The units of a layer are closer to each other than those of the layer below",
    holds: deviations.every((value, i) => i === 0 || value < deviations[i - 1]!),
    evidence: `standard deviations from layer 1: ${
      deviations.map((value) => value.toFixed(4)).join(", ")
    }`,
  };
}

function plotOf(results: Results, layers: readonly number[], isReal: boolean): Plot {
  const ours = layers.map((layer) => ({
    layer,
    series: "here",
    mean: meanOf(layerValues(results, layer, "mean")),
    min: meanOf(layerValues(results, layer, "min")),
    max: meanOf(layerValues(results, layer, "max")),
  }));
  const paper = TABLE_2.layers.map((row) => ({ ...row, series: "paper" }));
  const values = isReal ? [...ours, ...paper] : ours;
  const x = {
    field: "layer",
    type: "ordinal",
    title: "layer (0: the input)",
    axis: { labelAngle: 0 },
  };
  const shared = (width: number) => ({
    x,
    xOffset: { field: "series", scale: { domain: ["here", "paper"] } },
    color: colourBy("series", { here: "blue", paper: "orange" }, width),
  });
  return {
    id: "table_2",
    title: "Training accuracy of the units by layer: mean, from the worst to the best",
    alt:
      "For each layer the mean accuracy of its units and the range from the worst to the best: " +
      ours.map(({ layer, mean }) => `layer ${layer} ${mean.toFixed(2)}`).join(", "),
    draw: (width) => ({
      data: { values },
      height: 260,
      layer: [{
        mark: { type: "rule", strokeWidth: 3, opacity: 0.55 },
        encoding: {
          ...shared(width),
          y: accuracyAxis("min", "training accuracy of a unit", [0.35, 0.95]),
          y2: { field: "max" },
        },
      }, {
        mark: { type: "point", filled: true, size: 70, opacity: 1 },
        encoding: {
          ...shared(width),
          y: accuracyAxis("mean", "training accuracy of a unit", [0.35, 0.95]),
        },
      }],
    }),
  };
}
