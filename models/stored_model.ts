/**
 * What the service knows about a model: a name, and versions that never change.
 *
 * @module
 */

import {
  bitModelOf,
  columnBits,
  describeModel,
  type Encoder,
  isEncoded,
  type Model,
  type TrainingResult,
} from "../lib/mod.ts";
import { checkDescription } from "./description_limit.ts";
import type { Method } from "./method.ts";

/** Where a version came from. */
export type Source = "trained" | "uploaded";

/** One version of a model: what its blob holds, without the blob. */
export interface ModelVersion {
  /** SHA-256 of the blob, in hex. */
  readonly version: string;
  /** When this service first stored it, ISO 8601. */
  readonly createdAt: string;
  readonly source: Source;
  /** What it is: a network of LUTs, or boosted tables. */
  readonly method: Method;
  /** Size of the blob. */
  readonly bytes: number;
  readonly features: number;
  /** The columns of numbers and categories that become the features; absent if rows are bits. */
  readonly columns?: readonly ColumnDescription[];
  readonly classes: readonly string[];
  /** Wires of the widest LUT. */
  readonly arity: number;
  /** Live LUTs in all; boosted tables all count. */
  readonly liveLuts: number;
  /** Boosted tables; absent for networks. */
  readonly tables?: number;
  /**
   * The layers from the inputs to the output, live LUTs only; those of networks for pairs of classes
   * are added up layer by layer; boosted tables are one.
   */
  readonly layers: readonly { readonly width: number; readonly arity: number }[];
  /** Measured by this service on the training rows; absent for uploaded blobs. */
  readonly trainAccuracy?: number;
  /** Measured by this service on held-out or test rows, if there were any. */
  readonly testAccuracy?: number;
  /** What the blob says of itself; nobody checked it. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** A column of an encoder. */
export interface ColumnDescription {
  readonly name: string;
  readonly kind: "number" | "category";
  /** Features that it becomes. */
  readonly bits: number;
  /** True if one of them is for missing values. */
  readonly missing: boolean;
  /** Of numbers: a feature each, which is 1 where the value is at least that. */
  readonly thresholds?: readonly number[];
  /** Of categories: a feature each. */
  readonly categories?: readonly string[];
}

/** A model: a name and its current version. */
export interface StoredModel {
  readonly name: string;
  readonly createdAt: string;
  /** The version that answers when none is asked for. */
  readonly current: ModelVersion;
  /** How many versions there are. */
  readonly versionCount: number;
}

/** A version before it is stored: nobody knows yet when that will be. */
export type VersionDescription = Omit<ModelVersion, "createdAt">;

/** The version that a description becomes when it is stored. */
export function storedAt(createdAt: string, description: VersionDescription): ModelVersion {
  const { version, ...rest } = description;
  return { version, createdAt, ...rest };
}

/**
 * Describes a network, or boosted tables, as a version of a model.
 *
 * @throws {RoteError} `model_too_large` if there is more to tell than is kept
 */
export function describeVersion(
  network: Model,
  version: string,
  bytes: number,
  result?: TrainingResult,
): VersionDescription {
  const description: VersionDescription = {
    version,
    source: result ? "trained" : "uploaded",
    method: describeModel(bitModelOf(network)).facts.method,
    bytes,
    features: network.features,
    ...(isEncoded(network) ? { columns: describeColumns(network.encoder) } : {}),
    classes: network.classes,
    ...describeLayers(network),
    ...(result ? { trainAccuracy: result.trainAccuracy } : {}),
    ...(result?.testAccuracy === undefined ? {} : { testAccuracy: result.testAccuracy }),
    metadata: network.metadata,
  };
  checkDescription(description);
  return description;
}

function describeLayers(
  decoded: Model,
): Pick<ModelVersion, "arity" | "liveLuts" | "tables" | "layers"> {
  const { layers, facts } = describeModel(bitModelOf(decoded));
  return {
    arity: Math.max(...layers.map(({ arity }) => arity)),
    liveLuts: layers.reduce((luts, { width }) => luts + width, 0),
    ...(facts.method === "boosted" ? { tables: facts.tables } : {}),
    layers,
  };
}

/** Describes the columns of an encoder. */
export function describeColumns({ columns }: Encoder): ColumnDescription[] {
  return columns.map((column) => {
    const { name, kind, missing } = column;
    const common = { name, kind, bits: columnBits(column), missing };
    return column.kind === "number"
      ? { ...common, thresholds: Array.from(column.thresholds) }
      : { ...common, categories: column.categories };
  });
}
