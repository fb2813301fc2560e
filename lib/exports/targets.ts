/**
 * The targets of an export: what each is called, which options it takes, and who makes it.
 *
 * @module
 */

import { quote, refuse } from "../errors.ts";
import { MAX_EXPORT_BYTES } from "../limits.ts";
import { isBoosted, isPairwise, isVoting, type Model } from "../model.ts";
import type { Network } from "../network.ts";
import { exportBlif } from "./blif.ts";
import { exportC } from "./c/export.ts";
import { exportEsModule } from "./javascript/es_module.ts";
import { exportWorker } from "./javascript/worker.ts";
import type { ExportedFile, Exporter, ExportOptions, ExportSource } from "./exported.ts";
import { exportVerilog } from "./verilog/export.ts";
import { exportWasm } from "./wasm/export.ts";

/** A target of an export. */
interface ExportTarget {
  /** What comes out, in half a sentence. */
  readonly about: string;
  readonly takes: readonly (keyof ExportOptions)[];
  readonly make: Exporter;
}

/** All targets by name. */
export const EXPORT_TARGETS = {
  "es-module": {
    about: "a JavaScript module with the model inside, for any runtime, and its types",
    takes: ["blob"],
    make: exportEsModule,
  },
  "worker": {
    about: "a fetch handler that answers POST /predict, for Cloudflare Workers and the like",
    takes: ["blob"],
    make: exportWorker,
  },
  "wasm": {
    about: "a WebAssembly module without imports, for any host",
    takes: ["relaxedSimd"],
    make: exportWasm,
  },
  "c": {
    about: "C99 without heap or libraries, with the model in const memory",
    takes: ["blob"],
    make: exportC,
  },
  "verilog": {
    about: "a Verilog module of the LUTs, and a test bench that checks itself",
    takes: ["pipeline", "rows"],
    make: exportVerilog,
  },
  "blif": { about: "a netlist for ABC and Yosys", takes: [], make: exportBlif },
} as const satisfies Record<string, ExportTarget>;

/** The name of a target. */
export type ExportTargetName = keyof typeof EXPORT_TARGETS;

/** All names of targets. */
export const EXPORT_TARGET_NAMES = Object.keys(EXPORT_TARGETS) as ExportTargetName[];

/**
 * The network that a model is, for exporters know no other kind.
 *
 * @throws {RoteError} `export_head_not_supported`
 */
export function exportableNetwork(model: Model): Network {
  if (!isBoosted(model) && !isPairwise(model) && !isVoting(model)) return model;
  const what = isBoosted(model)
    ? "Boosted tables"
    : isVoting(model)
    ? "Networks that vote"
    : "Networks for three classes or more";
  throw refuse("export_head_not_supported", `${what} cannot be exported yet`);
}

/**
 * Exports a model.
 *
 * @param source the network as `decodeBlob` gave it
 * @param maxBytes most bytes that the files may have together
 * @returns the files, the main one first; the same source and options give the same bytes
 * @throws {RoteError} `export_target_unknown`; `export_option_not_taken`; `export_too_large`
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
  const { takes, make }: ExportTarget = EXPORT_TARGETS[target as ExportTargetName];
  for (const [option, value] of Object.entries(options)) {
    if (value === undefined || takes.includes(option as keyof ExportOptions)) continue;
    throw refuse("export_option_not_taken", `The target ${target} does not take ${option}`, {
      field: option,
    });
  }
  return make(source, options, maxBytes);
}
