/**
 * The dense network as an ONNX model: protocol buffers (https://protobuf.dev/programming-guides/encoding)
 * with the messages of `onnx.proto3` (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3), of which
 * it takes what four nodes need.
 *
 * @module
 */

import { type DenseNetwork, HIDDEN, INPUTS } from "./dense.ts";

/** Versions that any ONNX Runtime of the last years reads. */
const IR_VERSION = 8;
const OPERATOR_SET = 13;
/** `TensorProto.FLOAT`. */
const FLOAT = 1;

/** A field's content: a number, a text, bytes, or a message of fields. */
type Content = number | string | Uint8Array | Field[];
/** A field: its number in the message, and its content. */
type Field = readonly [number: number, content: Content];

/** Writes the model: `input` of rows x 784 floats, `output` of rows x 1. */
export function onnxModel(network: DenseNetwork): Uint8Array<ArrayBuffer> {
  const graph: Field[] = [
    [1, node("Gemm", ["input", "hidden_weights", "hidden_bias"], "hidden_sum")],
    [1, node("Relu", ["hidden_sum"], "hidden")],
    [1, node("Gemm", ["hidden", "output_weights", "output_bias"], "output_sum")],
    [1, node("Sigmoid", ["output_sum"], "output")],
    [2, "dense"],
    [5, tensor("hidden_weights", [INPUTS, HIDDEN], network.hiddenWeights)],
    [5, tensor("hidden_bias", [HIDDEN], network.hiddenBias)],
    [5, tensor("output_weights", [HIDDEN, 1], network.outputWeights)],
    [5, tensor("output_bias", [1], network.outputBias)],
    [11, value("input", INPUTS)],
    [12, value("output", 1)],
  ];
  return Uint8Array.from(message([[1, IR_VERSION], [8, [[2, OPERATOR_SET]]], [7, graph]]));
}

/** `NodeProto`: inputs, output, operator. */
function node(operator: string, inputs: readonly string[], output: string): Field[] {
  return [...inputs.map((name): Field => [1, name]), [2, output], [4, operator]];
}

/** `TensorProto`: its dimensions, type, name and little-endian floats. */
function tensor(name: string, shape: readonly number[], values: Float32Array): Field[] {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setFloat32(index * 4, value, true));
  return [...shape.map((size): Field => [1, size]), [2, FLOAT], [8, name], [9, bytes]];
}

/** `ValueInfoProto`: any number of rows of so many floats. */
function value(name: string, columns: number): Field[] {
  const shape: Field[] = [[1, [[2, "rows"]]], [1, [[1, columns]]]];
  return [[1, name], [2, [[1, [[1, FLOAT], [2, shape]]]]]];
}

/** The bytes of a message. */
function message(fields: readonly Field[]): number[] {
  const bytes: number[] = [];
  for (const [number, content] of fields) {
    if (typeof content === "number") {
      bytes.push(number << 3, ...varint(content));
      continue;
    }
    const inner = typeof content === "string"
      ? new TextEncoder().encode(content)
      : content instanceof Uint8Array
      ? content
      : message(content);
    bytes.push(number << 3 | 2, ...varint(inner.length));
    for (const byte of inner) bytes.push(byte);
  }
  return bytes;
}

/** An integer, seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [value & 127 | 128, ...varint(value >>> 7)];
}
