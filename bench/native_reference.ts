/**
 * The native reference (`native/`): compiled with the system's C compiler where there is one, and
 * driven over its standard input. Same algorithm, same data, 128-bit vectors, one thread.
 *
 * @module
 */

import type { DataSet, Network } from "../lib/mod.ts";
import type { NetworkShape } from "../lib/kinds/network/shape.ts";
import { pathOf } from "./paths.ts";

/** 128-bit vectors in their three-operand form, which V8 emits as well. */
const FLAGS = ["-O3", "-mavx", "-mbmi", "-mbmi2", "-mpopcnt", "-mlzcnt"];

/** What a command of the reference gave. */
export interface NativeAnswer {
  readonly milliseconds: number;
  readonly bytes: Uint8Array;
}

/** The running reference. */
export interface NativeReference extends AsyncDisposable {
  /** Compiler and flags. */
  readonly compiler: string;
  /** Trains; the answer is the network as {@linkcode networkBytes} writes it. */
  train(data: string): Promise<NativeAnswer>;
  /** Predicts rows in batches (`rows`) or one by one without vectors (`one`): labels, then margins. */
  predict(how: "rows" | "one", network: string, data: string): Promise<NativeAnswer>;
}

/** Compiles and starts the reference in a folder; says why where it cannot. */
export async function startNative(folder: string): Promise<NativeReference | string> {
  if (Deno.build.arch !== "x86_64") return "the native reference is for x86-64";
  const program = `${folder}/rote_native`;
  try {
    const { success, stderr } = await new Deno.Command("cc", {
      args: [...FLAGS, pathOf("native/main.c"), "-o", program],
    }).output();
    if (!success) return `cc failed: ${new TextDecoder().decode(stderr)}`;
  } catch {
    return "there is no C compiler (cc) here";
  }
  const child = new Deno.Command(program, { stdin: "piped", stdout: "piped" }).spawn();
  const input = child.stdin.getWriter();
  const output = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const answer = `${folder}/native_answer`;
  const run = async (command: string): Promise<NativeAnswer> => {
    await input.write(new TextEncoder().encode(`${command} ${answer}\n`));
    const { value, done } = await output.read();
    if (done) throw new Error(`The native reference ended at: ${command}`);
    return { milliseconds: Number(value) / 1_000, bytes: await Deno.readFile(answer) };
  };
  return {
    compiler: `cc ${FLAGS.join(" ")}`,
    train: (data) => run(`train ${data}`),
    predict: (how, network, data) => run(`${how} ${network} ${data}`),
    async [Symbol.asyncDispose]() {
      await input.close();
      await output.cancel();
      await child.status;
    },
  };
}

/** A data set and a shape as the reference reads them (`native/main.c`). */
export function dataBytes({ rows, labels }: DataSet, shape: NetworkShape, seed: number) {
  const { hiddenLayers, width, arity } = shape;
  const head = Uint32Array.of(rows.rows, rows.columns, hiddenLayers, width, arity, 0, seed, 0);
  return concatenate([new Uint8Array(head.buffer), rows.bytes, labels]);
}

/** A network as the reference reads and writes it. */
export function networkBytes({ features, layers, margins }: Network): Uint8Array<ArrayBuffer> {
  const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  return concatenate([
    bytesOf(Uint32Array.of(features, layers.length)),
    ...layers.flatMap(({ arity, width, wires, tables }) => [
      bytesOf(Uint32Array.of(arity, width)),
      bytesOf(wires),
      tables,
    ]),
    bytesOf(margins),
  ]);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
