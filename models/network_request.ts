/**
 * What a training request says of a network, in its JSON or its query, as the engine wants it.
 *
 * @module
 */

import { DEFAULT_SHAPE, type InputShape, type NetworkShape } from "../lib/mod.ts";

/** A network as JSON has it. */
export type NetworkFields =
  & { readonly [Key in Exclude<keyof NetworkShape, "inputShape">]?: NetworkShape[Key] | undefined }
  & { readonly inputShape?: readonly number[] | undefined };

/** A network as a query has it. */
export type NetworkQuery = Omit<NetworkFields, "inputShape"> & {
  readonly inputShape?: string | undefined;
};

/** The shape that a JSON body holds; the engine checks it. */
export function networkOf(fields: NetworkFields): NetworkShape {
  const { hiddenLayers, width, arity, hidden, head, inputShape, patch } = fields;
  return {
    hiddenLayers: hiddenLayers ?? DEFAULT_SHAPE.hiddenLayers,
    width: width ?? DEFAULT_SHAPE.width,
    arity: arity ?? DEFAULT_SHAPE.arity,
    ...(hidden === undefined ? {} : { hidden }),
    ...(head === undefined ? {} : { head }),
    ...(inputShape === undefined ? {} : { inputShape: inputShape as unknown as InputShape }),
    ...(patch === undefined ? {} : { patch }),
  };
}

/** The shape that a query holds: `inputShape=28x28x1`. */
export function networkOfQuery({ inputShape, ...fields }: NetworkQuery): NetworkShape {
  return networkOf({
    ...fields,
    ...(inputShape === undefined ? {} : { inputShape: numbersOf(inputShape) }),
  });
}

/** The numbers of `28x28x1`. */
export function numbersOf(inputShape: string): number[] {
  return inputShape.split("x").map(Number);
}
