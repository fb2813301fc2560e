/**
 * The targets of an export: what each is called, which options it takes, and who makes it.
 *
 * @module
 */

import { quote, refuse, type RoteError } from "../errors.ts";
import { MAX_EXPORT_BYTES } from "../limits.ts";
import { bitModelOf, type Model } from "../any_model.ts";
import { exportBlif, exportEncodedBlif } from "./blif.ts";
import {
  exportBoostedC,
  exportC,
  exportEncodedC,
  exportPairwiseC,
  exportVotingC,
} from "./c/export.ts";
import { exportEsModule } from "./javascript/es_module.ts";
import { exportWorker } from "./javascript/worker.ts";
import type { ExportedFile, Exporter, Exporters, ExportOptions, ExportSource } from "./exported.ts";
import { type ModelKind, wordsOf } from "./kinds.ts";
import {
  exportBoostedVerilog,
  exportEncodedVerilog,
  exportVerilog,
  exportVotingVerilog,
} from "./verilog/export.ts";
import { exportBoostedWasm, exportEncodedWasm, exportWasm } from "./wasm/export.ts";

/** A target of an export. What it does not know how to make of a kind of models, it refuses. */
interface ExportTarget {
  /** What comes out, in half a sentence. */
  readonly about: string;
  readonly takes: readonly (keyof ExportOptions)[];
  readonly makes: Exporters;
  /** A target that helps with kinds that this one does not know, and how. */
  readonly instead?: { readonly target: string; readonly how: string };
}

/** All targets by name. */
export const EXPORT_TARGETS = {
  "es-module": {
    about: "a JavaScript module with the model inside, for any runtime, and its types",
    takes: ["blob"],
    makes: everyKind(exportEsModule),
  },
  "worker": {
    about: "a fetch handler that answers POST /predict, for Cloudflare Workers and the like",
    takes: ["blob"],
    makes: everyKind(exportWorker),
  },
  "wasm": {
    about: "a WebAssembly module without imports, for any host",
    takes: ["relaxedSimd"],
    makes: { network: exportWasm, boosted: exportBoostedWasm, encoded: exportEncodedWasm },
  },
  "c": {
    about: "C99 without heap or libraries, with the model in const memory",
    takes: ["blob"],
    makes: {
      network: exportC,
      voting: exportVotingC,
      pairwise: exportPairwiseC,
      boosted: exportBoostedC,
      encoded: exportEncodedC,
    },
  },
  "verilog": {
    about: "a Verilog module of the tables, and a test bench that checks itself",
    takes: ["pipeline", "rows"],
    makes: {
      network: exportVerilog,
      voting: exportVotingVerilog,
      boosted: exportBoostedVerilog,
      encoded: exportEncodedVerilog,
    },
  },
  "blif": {
    about: "a netlist for ABC and Yosys, of networks only",
    takes: [],
    makes: { network: exportBlif, encoded: exportEncodedBlif },
    instead: { target: "verilog", how: "Yosys makes a netlist of the target verilog" },
  },
} as const satisfies Record<string, ExportTarget>;

/** The name of a target. */
export type ExportTargetName = keyof typeof EXPORT_TARGETS;

/** All names of targets. */
export const EXPORT_TARGET_NAMES = Object.keys(EXPORT_TARGETS) as ExportTargetName[];

/**
 * Exports a model.
 *
 * @param source the model as `decodeModel` gave it
 * @param maxBytes most bytes that the files may have together
 * @returns the files, the main one first; the same source and options give the same bytes
 * @throws {RoteError} `export_target_unknown`; `export_option_not_taken`;
 *   `export_head_not_supported` if the target does not know models of this kind; `export_too_large`
 */
export function exportModel(
  source: ExportSource,
  target: string,
  options: ExportOptions = {},
  maxBytes: number = MAX_EXPORT_BYTES,
): ExportedFile[] {
  if (!Object.hasOwn(EXPORT_TARGETS, target)) {
    throw refuse(
      "export_target_unknown",
      `There is no export target ${quote(target)}; there are ${EXPORT_TARGET_NAMES.join(", ")}`,
    );
  }
  const { takes, makes }: ExportTarget = EXPORT_TARGETS[target as ExportTargetName];
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || takes.includes(option as keyof ExportOptions)) continue;
    throw refuse("export_option_not_taken", `The target ${target} does not take ${option}`, {
      field: option,
    });
  }
  const unknown = unknownKind(makes, source.model);
  if (unknown) throw notSupported(target, source.model, unknown);
  const make = makes[source.model.kind] as Exporter;
  return make(source, options, maxBytes);
}

/** Which kind a target does not know: that of a model, or of what stands behind its encoder. */
function unknownKind(makes: Exporters, model: Model): ModelKind | undefined {
  return [model.kind, bitModelOf(model).kind].find((kind) => !(kind in makes));
}

/** The same exporter for every kind of models. */
function everyKind(make: Exporter): Exporters {
  return { network: make, voting: make, pairwise: make, boosted: make, encoded: make };
}

/** The refusal of a kind of models, which names the targets that know it. */
function notSupported(target: string, model: Model, kind: ModelKind): RoteError {
  const { instead }: ExportTarget = EXPORT_TARGETS[target as ExportTargetName];
  const others = EXPORT_TARGET_NAMES.filter((name) => {
    const { makes }: ExportTarget = EXPORT_TARGETS[name];
    return !unknownKind(makes, model);
  });
  return refuse(
    "export_head_not_supported",
    `The target ${target} does not know ${wordsOf(kind)}; ` +
      `${others.join(", ") || "no other target"} ${others.length > 1 ? "do" : "does"}` +
      (instead && others.some((name) => name === instead.target) ? `. ${instead.how}` : ""),
  );
}
