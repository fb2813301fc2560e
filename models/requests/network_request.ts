/**
 * What a training request says of a network, in its JSON or its query, as the engine wants it.
 *
 * @module
 */

import { DEFAULT_SHAPE, type InputShape, type NetworkShape } from "../../lib/mod.ts";

/** A network as JSON has it. */
export type NetworkFields =
  & { readonly [Key in Exclude<keyof NetworkShape, "inputShape">]?: NetworkShape[Key] | undefined }
  & { readonly inputShape?: readonly number[] | undefined };

/** A network as a query has it. */
export type NetworkQuery = Omit<NetworkFields, "inputShape"> & {
  readonly inputShape?: string | undefined;
};

/**
 * The shape that a JSON body holds; the engine checks it.
 *
 * @param features of the rows: LUTs have no more wires, unless somebody says so
 */
export function networkOf(fields: NetworkFields, features: number): NetworkShape {
  const { hiddenLayers, arity, hidden, head, inputShape, patch } = fields;
  const width = fields.width ?? DEFAULT_SHAPE.width;
  return {
    hiddenLayers: hiddenLayers ?? DEFAULT_SHAPE.hiddenLayers,
    width,
    arity: arity ?? Math.max(1, Math.min(DEFAULT_SHAPE.arity, width, features)),
    ...(hidden === undefined ? {} : { hidden }),
    ...(head === undefined ? {} : { head }),
    ...(inputShape === undefined ? {} : { inputShape: inputShape as unknown as InputShape }),
    ...(patch === undefined ? {} : { patch }),
  };
}

/** The shape that a query holds: `inputShape=28x28x1`. */
export function networkOfQuery(
  { inputShape, ...fields }: NetworkQuery,
  features: number,
): NetworkShape {
  return networkOf({
    ...fields,
    ...(inputShape === undefined ? {} : { inputShape: numbersOf(inputShape) }),
  }, features);
}

/** The numbers of `28x28x1`. */
export function numbersOf(inputShape: string): number[] {
  return inputShape.split("x").map(Number);
}
