/**
 * What an exporter takes and gives: a model with its name, and files as text or bytes. The same model
 * and options give the same bytes.
 *
 * @module
 */

import type { BitMatrix } from "../rows/bit_matrix.ts";
import type { Model } from "../any_model.ts";
import type { ModelKind, ModelOf } from "./kinds.ts";

/** A model to export. */
export interface ExportSource<Of extends Model = Model> {
  /** Its name: file names and identifiers are made of it. */
  readonly name: string;
  /** The SHA-256 of the blob, in hex. */
  readonly version: string;
  /** Its bytes. */
  readonly blob: Uint8Array<ArrayBuffer>;
  /** What the blob decodes to: of a network live LUTs only. */
  readonly model: Of;
}

/** What can be chosen about an export. Which target takes what is told by `TARGETS`. */
export interface ExportOptions {
  /** Whether the blob goes into the code, or the code reads a blob that lies beside it. */
  readonly blob?: "inline" | "beside";
  /** `verilog`: a register after each layer, in place of one combinational path. */
  readonly pipeline?: boolean;
  /** `wasm`: relaxed vectors, which are faster where a host has them. */
  readonly relaxedSimd?: boolean;
  /** `verilog`: rows for the test bench; made up by the exporter otherwise. */
  readonly rows?: BitMatrix;
}

/** One file of an export. */
export interface ExportedFile {
  /** The name that the others call it by: letters, digits and `. _ -`. */
  readonly name: string;
  /** Media type. */
  readonly type: string;
  /** Text in ASCII, or bytes. */
  readonly content: string | Uint8Array<ArrayBuffer>;
}

/**
 * Makes the files of a target for models of some kinds, the main file first.
 *
 * @param maxBytes most bytes that the files may have together
 * @throws {RoteError} `export_too_large`
 */
export type Exporter<Of extends Model = Model> = (
  source: ExportSource<Of>,
  options: ExportOptions,
  maxBytes: number,
) => ExportedFile[];

/** Who makes the files of a target, for each kind of models that the target knows. */
export type Exporters = { readonly [Kind in ModelKind]?: Exporter<ModelOf<Kind>> };
