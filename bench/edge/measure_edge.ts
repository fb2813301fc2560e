/**
 * The edge benchmark: what each export of the paper's network weighs, how soon it answers when it is
 * cold, and how fast when it is warm, against the library itself.
 *
 * @module
 */

import { DEFAULT_SHAPE } from "../../lib/mod.ts";
import type { Digits } from "../digits.ts";
import { measureC } from "./c.ts";
import type { EdgeReport } from "./edge_report.ts";
import { exportInto, openScene } from "./edge_scene.ts";
import { measureModule } from "./es_module.ts";
import { measureWasm } from "./wasm.ts";
import { measureWorker } from "./worker.ts";

/** Measures the exports; their files go into new folders in a folder that is there. */
export async function measureEdge(folder: string, digits: Digits): Promise<EdgeReport> {
  const scene = await openScene(`${folder}/edge`, digits, DEFAULT_SHAPE);
  const larger = await openScene(`${folder}/edge12`, digits, { ...DEFAULT_SHAPE, arity: 12 });
  const reports: EdgeReport[] = [
    await measureModule(scene, larger),
    await measureWorker(scene),
    await measureWasm(scene, false),
    await measureWasm(scene, true),
    await measureC(scene),
  ];
  for (const target of ["verilog", "blif"] as const) {
    reports.push({ measurements: [], lines: [(await exportInto(scene, target)).line] });
  }
  return {
    measurements: reports.flatMap(({ measurements }) => measurements),
    lines: reports.flatMap(({ lines }) => lines),
  };
}
