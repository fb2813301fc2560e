/**
 * What can be said of a model: what it is made of, and how many bytes of information that is.
 *
 * @module
 */

import {
  bitModelOf,
  describeModel,
  type Encoder,
  FORMAT_VERSION,
  isEncoded,
  type LayerSize,
  type Model,
} from "../../lib/mod.ts";
import { describeColumns } from "../../models/stored_model.ts";
import { versionOf } from "../../models/names.ts";

/** What can be said of a model. */
export type ModelFacts = Awaited<ReturnType<typeof factsOf>>;

/** Finds out what can be said of a model that was read from `blob`. */
export async function factsOf(model: Model, blob: Uint8Array<ArrayBuffer>) {
  const { features, classes, metadata } = model;
  const encoder = isEncoded(model) ? model.encoder : undefined;
  const text = [...classes, ...Object.entries(metadata).flat(), ...textOf(encoder)].join("");
  const textBytes = new TextEncoder().encode(text).length;
  const { layers, facts, informationBits } = describeModel(bitModelOf(model));
  const bits = informationBits + bitsOfThresholds(encoder);
  const informationBytes = bits / 8 + textBytes;
  return {
    formatVersion: FORMAT_VERSION,
    bytes: blob.length,
    sha256: await versionOf(blob),
    features,
    classes,
    ...(encoder ? { columns: describeColumns(encoder) } : {}),
    ...(facts.method === "boosted" ? facts : { ...facts, ...partsOf(layers) }),
    informationBytes: Math.ceil(informationBytes),
    overheadPercent: Number((100 * (blob.length / informationBytes - 1)).toFixed(2)),
    metadata,
  };
}

/** Says how many tables there are, of how many wires. */
export function describeTables(tables: number, arity: number, splits: number): string {
  const s = (n: number) => (n === 1 ? "" : "s");
  return `${tables} of ${arity} wire${s(arity)}, for ${splits} split${s(splits)} of the classes`;
}

function partsOf(layers: readonly LayerSize[]) {
  return {
    liveLuts: layers.reduce((luts, { width }) => luts + width, 0),
    layers: layers.map(({ width, arity }) => ({ width, arity, tableBits: 2 ** arity })),
  };
}

/** The text of an encoder: names of columns and categories. */
function textOf(encoder: Encoder | undefined): string[] {
  return (encoder?.columns ?? []).flatMap((column) =>
    column.kind === "category" ? [column.name, ...column.categories] : [column.name]
  );
}

/** The bits of an encoder's thresholds: any doubles. */
function bitsOfThresholds(encoder: Encoder | undefined): number {
  return (encoder?.columns ?? []).reduce(
    (bits, column) => bits + (column.kind === "number" ? 64 * column.thresholds.length : 0),
    0,
  );
}
