/**
 * Exported modules for tests, of either flavour.
 *
 * @module
 */
import type { ExportSource } from "../../../../lib/exports/exported.ts";
import { exportModel } from "../../../../lib/exports/mod.ts";

/** The flavours, and what wabt's programs are told of them. */
export const FLAVOURS = [
  { name: "plain", relaxedSimd: false, wabt: [] },
  { name: "relaxed", relaxedSimd: true, wabt: ["--enable-relaxed-simd"] },
] as const;

/** The module of a model. */
export function moduleOf(source: ExportSource, relaxedSimd: boolean): Uint8Array<ArrayBuffer> {
  return exportModel(source, "wasm", { relaxedSimd })[0]!.content as Uint8Array<ArrayBuffer>;
}

/** An instance of it. */
export function instanceOf(source: ExportSource, relaxedSimd = false): WebAssembly.Instance {
  return new WebAssembly.Instance(new WebAssembly.Module(moduleOf(source, relaxedSimd)));
}
