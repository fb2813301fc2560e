/**
 * A host of an exported WebAssembly module in JavaScript, as whoever uses one would write it. It takes
 * nothing but the web platform, so that it can be bundled for any runtime.
 *
 * @module
 */
import type { BitMatrix } from "../../../../lib/rows/bit_matrix.ts";
import type { Margins } from "../../../../lib/kinds/network/predict_batch.ts";

/** What the module exports; addresses are offsets in the memory. */
export interface ExportedModel {
  readonly memory: WebAssembly.Memory;
  features(): number;
  rowBytes(): number;
  classes(): number;
  className(index: number): number;
  reserve(rows: number): number;
  predict(rows: number): void;
  labels(): number;
  margins(): number;
  score(row: number, label: number): number;
}

/** The exports of an instance, with their types. */
export function modelOf(instance: WebAssembly.Instance): ExportedModel {
  return instance.exports as unknown as ExportedModel;
}

/** Predicts rows. */
export function predictWith(
  instance: WebAssembly.Instance,
  rows: Pick<BitMatrix, "rows" | "bytes">,
): Margins {
  const { memory, reserve, predict, labels, margins } = modelOf(instance);
  const at = reserve(rows.rows);
  if (at === 0) throw new RangeError("There is no room for so many rows");
  // The memory may have grown: its buffer is looked at after `reserve`, and not before.
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(rows.bytes, at);
  predict(rows.rows);
  return {
    labels: bytes.slice(labels(), labels() + rows.rows),
    margins: new Uint16Array(memory.buffer, margins(), rows.rows).slice(),
  };
}

/** The names of the classes. */
export function classNames(instance: WebAssembly.Instance): string[] {
  const { memory, classes, className } = modelOf(instance);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return Array.from({ length: classes() }, (_, index) => {
    const at = className(index);
    const length = new DataView(memory.buffer).getUint16(at, true);
    return decoder.decode(new Uint8Array(memory.buffer, at + 2, length));
  });
}
