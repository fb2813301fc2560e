/**
 * The tensors of a model in the Open Inference Protocol: one input of bits, and three outputs. The
 * protocol's own datatypes and shapes, -1 for a size that is up to the request.
 *
 * @module
 */

/** The name of the one input. */
export const INPUT = "features";

/** What the input may be; both are one byte an element when raw. */
export const INPUT_DATATYPES = ["BOOL", "UINT8"] as const;

/** The names of the outputs, in the order they come in unless a request asks for another. */
export const OUTPUTS = ["label", "class", "scores"] as const;
/** The name of an output. */
export type OutputName = typeof OUTPUTS[number];

/** What a tensor is like. */
export interface Tensor<Name extends string = string> {
  readonly name: Name;
  readonly datatype: string;
  /** The size of each dimension. */
  readonly shape: readonly number[];
}

/** The input of a model that reads so many bits a row. */
export function describeInput(rows: number, features: number): Tensor {
  return { name: INPUT, datatype: "BOOL", shape: [rows, features] };
}

/** The input of a model of numbers and categories: numbers if all columns are, else texts. */
export function describeValues(
  rows: number,
  columns: readonly { readonly kind: "number" | "category" }[],
): Tensor {
  const datatype = columns.every(({ kind }) => kind === "number") ? "FP64" : "BYTES";
  return { name: INPUT, datatype, shape: [rows, columns.length] };
}

/**
 * An output of a model that tells so many classes apart: the name of the predicted class, its index,
 * or the score of each class.
 */
export function describeOutput(
  name: OutputName,
  rows: number,
  classes: number,
): Tensor<OutputName> {
  switch (name) {
    case "label":
      return { name, datatype: "BYTES", shape: [rows] };
    case "class":
      return { name, datatype: "INT64", shape: [rows] };
    case "scores":
      return { name, datatype: "FP64", shape: [rows, classes] };
  }
}
