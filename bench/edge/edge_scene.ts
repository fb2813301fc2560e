/**
 * What the edge benchmark works on: the paper's network on the digits, as a user of the library would
 * train it, a folder for its exports, and rows to ask about.
 *
 * @module
 */

import {
  exportModel,
  type ExportOptions,
  type ExportSource,
  type ExportTargetName,
} from "../../lib/exports/mod.ts";
import {
  bitAt,
  type BitMatrix,
  decodeNetwork,
  type Network,
  type NetworkShape,
  predictRow,
  rowAt,
  trainBlob,
} from "../../lib/mod.ts";
import type { Digits } from "../digits.ts";
import { type EdgeLine, weigh } from "./edge_report.ts";

/** The model's name; `driver.c` calls it by this name. */
const MODEL = "digits";

/** A trained model, and what it is asked. */
export interface EdgeScene {
  /** Where the exports go. */
  readonly folder: string;
  readonly source: ExportSource<Network>;
  readonly rows: BitMatrix;
  /** The row that is asked about first. */
  readonly first: FirstRow;
}

/** A row in the forms in which it is sent, and its answer. */
export interface FirstRow {
  /** A text of 0 and 1. */
  readonly bits: string;
  readonly packed: Uint8Array<ArrayBuffer>;
  readonly label: number;
  /** The name of the class. */
  readonly answer: string;
}

/** Trains a model whose exports go into a new folder. */
export async function openScene(
  folder: string,
  { training, test: { rows } }: Pick<Digits, "training" | "test">,
  network: NetworkShape,
): Promise<EdgeScene> {
  await Deno.mkdir(folder);
  const data = { ...training, classes: ["0 to 4", "5 to 9"] };
  const { blob } = trainBlob(data, { network, seed: 1 });
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", blob));
  const version = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const source = { name: MODEL, version, blob, model: decodeNetwork(blob) };
  const packed = new Uint8Array(rowAt(rows, 0));
  const { label } = predictRow(source.model, packed);
  const bits = Array.from({ length: rows.columns }, (_, column) => bitAt(rows, 0, column)).join("");
  return { folder, source, rows, first: { bits, packed, label, answer: data.classes[label]! } };
}

/**
 * Exports the model.
 *
 * @returns the path of the main file, whose header lies beside it, and what it weighs
 */
export async function exportInto(
  { folder, source }: EdgeScene,
  target: ExportTargetName,
  options: ExportOptions = {},
): Promise<{ readonly path: string; readonly line: EdgeLine }> {
  const files = exportModel(source, target, options);
  for (const { name, content } of files) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await Deno.writeFile(`${folder}/${name}`, bytes);
  }
  const { name } = files[0]!;
  const path = `${folder}/${name}`;
  return { path, line: { what: target, ...await weigh([path]), note: name } };
}
