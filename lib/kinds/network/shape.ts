/**
 * The shape of a network before it is wired: how many features, hidden layers, LUTs a layer and
 * wires a LUT; and by which of two rules hidden layers and answers come about. Paper, section 3: "a baseline network with 5 hidden layers of 1024 luts (and an
 * output layer with a single lut)".
 *
 * @module
 */

import { checkFeatures } from "../../rows/bit_matrix.ts";
import { refuse, type RoteError } from "../../errors.ts";
import { checkImages, IMAGE_SETTINGS, type ImageSettings } from "../../rows/input_shape.ts";
import { MAX_ARITY, MAX_LAYERS, MAX_LUTS, MAX_VOTES, MAX_WIDTH } from "../../limits.ts";
import { checkSettings, outOfRange, type SettingsOf } from "../../setting.ts";

/** What a LUT of a hidden layer puts out for a training row: the first is the paper's. */
export const HIDDEN = ["memorized", "leave-one-out"] as const;
/** How the last hidden layer becomes an answer: the first is the paper's. */
export const HEADS = ["lut", "vote"] as const;

/** What a user chooses of a network. */
export interface NetworkShape extends ImageSettings {
  /** Layers below the output LUT, at least 1; with head `vote` all layers, of which the last votes. */
  readonly hiddenLayers: number;
  /** LUTs of each hidden layer. */
  readonly width: number;
  /** Wires of each LUT (the paper's k). */
  readonly arity: number;
  /**
   * What the layer above sees of the training rows. `memorized`, unless said: what the LUT's truth
   * table says. `leave-one-out`: the majority without the row's own vote, a random bit on a tie; a
   * row's label then does not come back to it, and what is memorized noise does not spread upwards.
   */
  readonly hidden?: typeof HIDDEN[number];
  /**
   * How the answer comes about. `lut`, unless said: one more LUT reads the last hidden layer. `vote`:
   * the majority of the last hidden layer, all of whose LUTs are live.
   */
  readonly head?: typeof HEADS[number];
}

/** The paper's baseline with 8-input LUTs. */
export const DEFAULT_SHAPE: NetworkShape = { hiddenLayers: 5, width: 1024, arity: 8 };

/** With a last layer that votes, most are fewer: {@linkcode checkShape}. */
const WIDTH = {
  type: "integer",
  least: 1,
  most: MAX_WIDTH,
  usual: DEFAULT_SHAPE.width,
  code: "width_out_of_range",
  isSize: true,
  words: "LUTs of each hidden layer",
  help: "LUTs of a hidden layer",
} as const;

/** The same as rows of a table. */
export const SHAPE_SETTINGS: SettingsOf<NetworkShape> = {
  hiddenLayers: {
    type: "integer",
    least: 1,
    most: MAX_LAYERS - 1,
    usual: DEFAULT_SHAPE.hiddenLayers,
    code: "hidden_layers_out_of_range",
    words: "Layers below the output LUT; with head vote all layers, of which the last votes",
    help: "layers below the output",
  },
  width: WIDTH,
  arity: {
    type: "integer",
    least: 1,
    most: MAX_ARITY,
    usual: DEFAULT_SHAPE.arity,
    code: "arity_out_of_range",
    inMetadata: false,
    words: "Wires of each LUT, the paper's k; no more than there are features, or LUTs in a layer",
  },
  hidden: {
    type: "choice",
    choices: HIDDEN,
    code: "hidden_not_known",
    words: "What layers see of the training rows: memorized, what the truth tables below say; " +
      "leave-one-out, the majority without the row's own vote, so that memorized noise does not " +
      "spread",
    help: "what layers see of the rows they learn from: what was memorized of them, or what all " +
      "other rows say",
  },
  head: {
    type: "choice",
    choices: HEADS,
    code: "head_not_known",
    words: "lut: one more LUT reads the last hidden layer; vote: the majority of that layer",
    help: "one LUT answers, or the last hidden layer by majority",
  },
  ...IMAGE_SETTINGS,
};

/** LUTs of an unpruned network of this shape, the output LUT included. */
export function countLuts({ hiddenLayers, width, head }: NetworkShape): number {
  return hiddenLayers * width + (head === "vote" ? 0 : 1);
}

/** Layers of a network, those that answer included. */
export function countLayers({ hiddenLayers, head }: NetworkShape): number {
  return head === "vote" ? hiddenLayers : hiddenLayers + 1;
}

/**
 * Checks that a network of this shape can be drawn over `features` inputs.
 *
 * @throws {RoteError} `features_out_of_range`, `hidden_layers_out_of_range`, `width_out_of_range`,
 *   `arity_out_of_range`, `hidden_not_known`, `head_not_known`, `input_shape_mismatch`,
 *   `patch_out_of_range`, `arity_above_width_below` (a LUT's wires are distinct, so k cannot exceed
 *   the width of the layer below), `network_too_large`
 */
export function checkShape(features: number, shape: NetworkShape): void {
  checkFeatures(features);
  checkSettings(SHAPE_SETTINGS, shape);
  const { hiddenLayers, width, arity, head = HEADS[0], patch } = shape;
  if (head === "vote" && width > MAX_VOTES) {
    throw outOfRange("width", { ...WIDTH, most: MAX_VOTES }, width);
  }
  const choice = checkImages(features, shape);
  if (arity > choice) {
    throw arityAbove(
      arity,
      choice,
      patch === undefined ? "the rows have" : "a patch has",
      "features",
    );
  }
  // A single layer that votes has no layer above it.
  if (arity > width && (head === "lut" || hiddenLayers > 1)) {
    throw arityAbove(arity, width, "a hidden layer has", "LUTs");
  }
  if (countLuts(shape) > MAX_LUTS) {
    throw refuse(
      "network_too_large",
      `hiddenLayers x width${head === "vote" ? "" : " + 1"} = ${
        countLuts(shape)
      } LUTs; the limit ` +
        `is ${MAX_LUTS}`,
      { field: "width" },
    );
  }
}

function arityAbove(arity: number, below: number, owner: string, things: string): RoteError {
  return refuse(
    "arity_above_width_below",
    `arity ${arity} is above the width of the layer below: ${owner} only ${below} ${things}, and ` +
      `the wires of a LUT are distinct`,
    { field: "arity" },
  );
}
