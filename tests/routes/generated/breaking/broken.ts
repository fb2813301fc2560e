/**
 * A request that is broken in one place, and what its refusal has to name.
 *
 * @module
 */

import type { GeneratedRequest } from "../request.ts";

/** What was done to a request. */
export interface Breach {
  /** In words, the same for all requests that are broken in this way. */
  readonly kind: string;
  /** The field: its name, or its JSON pointer with "*" for indices. */
  readonly field: string;
  /** Words of which the refusal must have one. None: there is no field that it could name. */
  readonly names: readonly string[];
  /** JSON pointer to the place. */
  readonly pointer?: string;
  /** True if the request may make sense still. */
  readonly mayPass?: boolean;
}

/** A broken request. */
export interface BrokenRequest {
  readonly request: GeneratedRequest;
  readonly breach: Breach;
}

/** A way to break a request. */
export interface Break {
  readonly breach: Breach;
  readonly make: () => BrokenRequest;
}

/** A way to break a request. */
export function toBreak(breach: Breach, make: () => GeneratedRequest): Break {
  return { breach, make: () => ({ request: make(), breach }) };
}

/** What a refusal that concerns a field may speak of instead, as the two have to go together. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  rows: ["labels", "row", "features", "shape", "boosted"],
  labels: ["label", "rows", "classes"],
  features: ["row", "rows", "columns", "bytes", "test", "boosted"],
  encoding: ["row", "rows", "features", "test"],
  classes: ["class", "label"],
  testRows: ["test rows", "rows"],
  shape: ["data", "binary_data_size"],
  data: ["shape", "binary_data_size"],
  datatype: ["data"],
  binary_data_size: ["data", "shape", "body"],
  arity: ["width", "features", "patch"],
  method: ["network", "boosted", "statistics"],
  inputShape: ["patch", "augment"],
  width: ["arity"],
  label: ["column"],
  name: ["model", "route", "tensor", "There is no", "does not take"],
  model: ["row", "There is no"],
  version: ["There is no"],
  id: ["job", "There is no"],
  file: ["There is no"],
  instances: ["row", "inputs"],
  inputs: ["row", "instances", "tensors"],
  dataframe_split: ["instances"],
  test: ["rows", "labels"],
};

/** The words for a field that a refusal may have. */
export function wordsFor(field: string): readonly string[] {
  return [field, ...(Object.hasOwn(TOGETHER, field) ? TOGETHER[field]! : [])];
}

/** What a refusal says. */
export interface Refusal {
  /** All that it says in words, and where; without codes, whose words would pass for fields. */
  readonly text: string;
  /** Its JSON pointers. */
  readonly pointers: readonly string[];
}

/** True if a refusal names what was broken. */
export function isNamed({ names, pointer }: Breach, { text, pointers }: Refusal): boolean {
  if (names.length === 0) return true;
  if (pointer !== undefined && pointers.length > 0) {
    return pointers.some((found) => isNear(found, pointer, names));
  }
  return names.some((name) => {
    const word = name.replace(/[^\w\s]/g, "\\$&");
    return new RegExp(`(?<!\\w)${word}(?!\\w)`, "i").test(text);
  });
}

/** True if a pointer leads to the broken place, or beside it to a field that goes with it. */
function isNear(found: string, pointer: string, names: readonly string[]): boolean {
  if (found.startsWith(pointer) || pointer.startsWith(found)) return true;
  const object = pointer.replace(/\/[^/]*(?:\/\d+)*$/, "");
  const beside = found.startsWith(`${object}/`) && found.slice(object.length + 1).split("/")[0];
  return beside !== false && names.includes(beside!);
}
