/**
 * Requests for exports: a target with options that it takes, and one of the files that it then has.
 *
 * @module
 */

import fc from "fast-check";
import {
  decodeNetwork,
  EXPORT_TARGET_NAMES,
  EXPORT_TARGETS,
  exportModel,
  type ExportOptions,
} from "../../../../lib/mod.ts";
import type { GeneratedRequest } from "../request.ts";
import type { KeptModel } from "../scene.ts";

/** What an option can be; nothing leaves it out. */
const CHOICES = {
  blob: [undefined, "inline", "beside"],
  pipeline: [undefined, true, false],
  relaxedSimd: [undefined, true, false],
} as const;

type Query = GeneratedRequest["query"];

/** True for the operations of exports. */
export function isExport(operationId: string): boolean {
  return operationId === "exportModel" || operationId === "inspectExport";
}

/** Path and query of requests for exports; some of them have options as they come. */
export function exports(model: KeptModel): fc.Arbitrary<Partial<GeneratedRequest>> {
  const { name, version } = model;
  const known = fc.tuple(fc.constantFrom(...exportsOf(model)), fc.boolean())
    .map(([{ target, query }, isVersionNamed]) => ({
      path: { name, target },
      query: isVersionNamed ? [...query, ["version", version] as const] : query,
    }));
  const any = fc.record({
    target: fc.constantFrom(...EXPORT_TARGET_NAMES),
    options: fc.record({
      blob: fc.constantFrom(...CHOICES.blob),
      pipeline: fc.constantFrom(...CHOICES.pipeline),
      relaxedSimd: fc.constantFrom(...CHOICES.relaxedSimd),
    }),
  }).map(({ target, options }) => ({
    ...{ path: { name, target }, query: queryOf(options) },
    isMeaningful: false,
  }));
  return fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: any });
}

/** Every file of every export of a model, and each export without a file's name. */
function exportsOf({ name, version, blob }: KeptModel) {
  const source = { name, version, blob, model: decodeNetwork(blob) };
  return EXPORT_TARGET_NAMES.flatMap((target) =>
    EXPORT_TARGETS[target].takes.reduce<ExportOptions[]>(
      (all, option) =>
        option === "rows"
          ? all
          : all.flatMap((options) =>
            CHOICES[option].map((value) => ({ ...options, [option]: value }))
          ),
      [{}],
    ).flatMap((options) => {
      const names = exportModel(source, target, options).map(({ name }) => name);
      return [undefined, ...names].map((file) => ({
        target,
        query: queryOf({ ...options, file }),
      }));
    })
  );
}

function queryOf(values: Readonly<Record<string, unknown>>): Query {
  return Object.entries(values).filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)]);
}
