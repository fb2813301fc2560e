/**
 * The shape of a network before it is wired: how many features, hidden layers, LUTs a layer and
 * wires a LUT. Paper, section 3: "a baseline network with 5 hidden layers of 1024 luts (and an
 * output layer with a single lut)".
 *
 * @module
 */

import { checkFeatures } from "./bit_matrix.ts";
import { type ErrorCode, refuse, type RoteError } from "./errors.ts";
import { MAX_ARITY, MAX_LAYERS, MAX_LUTS, MAX_WIDTH } from "./limits.ts";

/** What a user chooses of a network. */
export interface NetworkShape {
  /** Layers below the output layer; at least 1. */
  readonly hiddenLayers: number;
  /** LUTs of each hidden layer. */
  readonly width: number;
  /** Wires of each LUT (the paper's k). */
  readonly arity: number;
}

/** The paper's baseline with 8-input LUTs. */
export const DEFAULT_SHAPE: NetworkShape = { hiddenLayers: 5, width: 1024, arity: 8 };

/** LUTs of an unpruned network of this shape, the output LUT included. */
export function countLuts(shape: NetworkShape): number {
  return shape.hiddenLayers * shape.width + 1;
}

/**
 * Checks that a network of this shape can be drawn over `features` inputs.
 *
 * @throws {RoteError} `features_out_of_range`, `hidden_layers_out_of_range`, `width_out_of_range`,
 *   `arity_out_of_range`, `arity_above_width_below` (a LUT's wires are distinct, so k cannot exceed
 *   the width of the layer below), `network_too_large`
 */
export function checkShape(features: number, shape: NetworkShape): void {
  checkFeatures(features);
  const { hiddenLayers, width, arity } = shape;
  checkRange("hidden_layers_out_of_range", "hiddenLayers", hiddenLayers, MAX_LAYERS - 1);
  checkRange("width_out_of_range", "width", width, MAX_WIDTH);
  checkRange("arity_out_of_range", "arity", arity, MAX_ARITY);
  if (arity > features) throw arityAbove(arity, features, "the rows have", "features");
  if (arity > width) throw arityAbove(arity, width, "a hidden layer has", "LUTs");
  if (countLuts(shape) > MAX_LUTS) {
    throw refuse(
      "network_too_large",
      `hiddenLayers x width + 1 = ${countLuts(shape)} LUTs; the limit is ${MAX_LUTS}`,
      { field: "width" },
    );
  }
}

function checkRange(code: ErrorCode, field: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw refuse(code, `${field} must be an integer from 1 to ${most}, not ${value}`, { field });
}

function arityAbove(arity: number, below: number, owner: string, things: string): RoteError {
  return refuse(
    "arity_above_width_below",
    `arity ${arity} is above the width of the layer below: ${owner} only ${below} ${things}, and ` +
      `the wires of a LUT are distinct`,
    { field: "arity" },
  );
}
