/**
 * Takes a valid request and breaks it in one place.
 *
 * @module
 */

import fc from "fast-check";
import { breaksOfBytes } from "./break_bytes.ts";
import { breakJson } from "./break_json.ts";
import { breaksOfParameters } from "./break_parameters.ts";
import type { BrokenRequest } from "./broken.ts";
import { type Operation, OPERATIONS } from "../document.ts";
import type { GeneratedRequest } from "../request.ts";
import type { Scene } from "../scene.ts";
import { validRequests } from "../valid/valid.ts";

/** Which break of all: fast-check's bias to small numbers would take the first ones mostly. */
const choices = fc.array(fc.noBias(fc.nat(9_999)), { minLength: 4, maxLength: 4 });

/** Requests for an operation that are broken in one place, and make sense but for that. */
export function brokenRequests(operation: Operation, scene: Scene): fc.Arbitrary<BrokenRequest> {
  const valid = validRequests(operation, scene).filter(({ isMeaningful }) => isMeaningful);
  return fc.tuple(valid, choices).map(([request, numbers]) => {
    let at = 0;
    return breakRequest(request, (list) => list[numbers[at++]! % list.length]!);
  });
}

/** @param choose takes one of several */
function breakRequest(
  request: GeneratedRequest,
  choose: <T>(list: readonly T[]) => T,
): BrokenRequest {
  const { id } = request.operation;
  const part = choose(["json", "json", "json", "bytes", "parameters", "parameters"]);
  const spec = OPERATIONS.find((one) => one.id === id && one.type === "application/json");
  if (part === "json" && request.json !== undefined) {
    const { json, breach } = breakJson(spec!.schema, request.json, choose);
    return { request: { ...request, json }, breach };
  }
  const bytes = part === "parameters" ? [] : breaksOfBytes(request);
  const breaks = bytes.length > 0 ? bytes : breaksOfParameters(request);
  return choose(choose([...Map.groupBy(breaks, ({ breach }) => breach.field).values()])).make();
}
