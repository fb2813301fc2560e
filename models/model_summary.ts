/**
 * What lists tell of a version: everything but what may be large. So a list of many models takes no
 * more room than its length says, whatever their blobs say of themselves.
 *
 * @module
 */

import type { MethodName } from "../lib/mod.ts";
import { jsonBytes } from "./description_limit.ts";
import type { ModelVersion } from "./stored_model.ts";

/** Bytes of JSON that a summary may take. */
export const MAX_SUMMARY_BYTES = 65_536;

/** A version as it stands in lists: `columns` and `metadata` are told of one version alone. */
export interface VersionSummary extends Omit<ModelVersion, "columns" | "metadata" | "classes"> {
  /** Absent if their names are too long for a list. */
  readonly classes?: readonly string[];
  /** What is left out because it is too long for a list. */
  readonly leftOut?: readonly "classes"[];
}

/** A model as it stands in lists. */
export interface ModelSummary {
  readonly name: string;
  readonly createdAt: string;
  /** The version that answers when none is asked for. */
  readonly current: VersionSummary;
  /** How many versions there are. */
  readonly versionCount: number;
}

/** The summary of a version. */
export function summaryOf(version: ModelVersion): VersionSummary {
  const { columns: _, metadata: __, ...summary } = version;
  if (jsonBytes(summary) <= MAX_SUMMARY_BYTES) return summary;
  const { classes: ___, ...short } = summary;
  return { ...short, leftOut: ["classes"] };
}

/** A version, or its summary, from its JSON. Those older than boosted tables do not say what they are. */
export function knownVersion<V extends { readonly method: MethodName }>(text: string): V {
  const version: V = JSON.parse(text);
  return { ...version, method: version.method ?? "network" };
}
