/**
 * A folder with everything that other runtimes are tried on: for each case its exported modules, its
 * rows, and blobs that nobody should load; and what they must answer.
 *
 * @module
 */
import { exportModel } from "../../../../lib/exports/mod.ts";
import { runtimesOf } from "../../../../lib/exports/javascript/runtimes.ts";
import type { ExportedFile } from "../../../../lib/exports/exported.ts";
import type { ErrorCode } from "../../../../lib/errors.ts";
import { NETWORK_ABUSE } from "../../kinds/network/blob/abuse.ts";
import { BOOSTED_ABUSE } from "../../kinds/boosted/blob_abuse.ts";
import { bitModelOf, isEncoded } from "../../../../lib/any_model.ts";
import { doublesOf, type EncodedCase, encodedCases } from "../encoded_cases.ts";
import { pairwiseCases, votingCases } from "../voting_cases.ts";
import { boostedCases, trainedBoostedCases } from "../boosted_cases.ts";
import { type AskedCase, canonicalCase, randomCases } from "../cases.ts";
// @ts-types="./driver.d.mts"
import { digest } from "./driver.mjs";

/** The folder, and what is expected of it. */
export interface CaseFolder {
  readonly path: string;
  readonly cases: readonly AskedCase[];
  /** For each case the SHA-256 of the library's labels and scores. */
  readonly digests: Readonly<Record<string, string>>;
  /** What the driver must find out. */
  readonly expected: {
    readonly answers: Record<string, unknown>;
    readonly refusals: Record<string, ErrorCode>;
  };
  remove(): Promise<void>;
}

/** What `cases.json` tells the driver of a case. */
export interface DrivenCase {
  readonly name: string;
  readonly rows: number;
  readonly stride: number;
  readonly classes: number;
  readonly files:
    & Readonly<Record<"rows" | "module" | "runtime" | "blob", string>>
    & { readonly wasm?: string; readonly wasmRows?: string; readonly values?: string };
}

/** Files of the driver, copied into the folder. */
const DRIVER = ["driver.mjs", "console.mjs", "page.html"];

/** Writes the folder. */
export async function writeCaseFolder(): Promise<CaseFolder> {
  const path = await Deno.makeTempDir({ prefix: "rote-exports-" });
  const cases = [
    ...[await canonicalCase(), ...await randomCases()],
    ...[...await boostedCases(), ...await trainedBoostedCases()],
    ...[...await votingCases(), ...await pairwiseCases(), ...await encodedCases()],
  ];
  const driven: DrivenCase[] = [];
  const digests: Record<string, string> = {};
  const answers: Record<string, unknown> = {};
  for (const one of cases) {
    const { name, rows } = one;
    await writeFiles(path, exportModel(one, "es-module"));
    await writeFiles(path, exportModel(one, "es-module", { blob: "beside" }));
    if (hasWasm(one)) {
      await writeFiles(path, exportModel(one, "wasm"));
      await Deno.writeFile(`${path}/${name}.wasm-rows`, wasmRowsOf(one));
    }
    const values = valuesOf(one);
    if (values) await Deno.writeTextFile(`${path}/${name}.values`, JSON.stringify(values));
    await Deno.writeFile(`${path}/${name}.rows`, rows.bytes);
    const files = {
      rows: `${name}.rows`,
      module: `${name}.mjs`,
      runtime: `${runtimesOf(one.model).loadingName}.mjs`,
      blob: `${name}.rote`,
      ...(hasWasm(one) ? { wasm: `${name}.wasm`, wasmRows: `${name}.wasm-rows` } : {}),
      ...(values ? { values: `${name}.values` } : {}),
    };
    const { rows: count, stride } = rows;
    driven.push({ name, rows: count, stride, classes: one.model.classes.length, files });
    digests[name] = await digest(one);
    answers[name] = expectedOf(one, digests[name]);
  }
  const refusals: Record<string, ErrorCode> = {};
  const broken: { readonly runtime: string; readonly file: string }[] = [];
  const addBroken = async (isOfTables: boolean, code: ErrorCode, from: URL) => {
    const file = `${isOfTables ? "boosted" : "network"}_${code}.rote`;
    await Deno.copyFile(from, `${path}/${file}`);
    const runtime = `${isOfTables ? "rote_boosted_runtime" : "rote_runtime"}.mjs`;
    broken.push({ runtime, file });
    refusals[file] = code;
  };
  for (const rung of NETWORK_ABUSE.rungs) await addBroken(false, rung[0], NETWORK_ABUSE.file(rung));
  for (const rung of BOOSTED_ABUSE.rungs) await addBroken(true, rung[0], BOOSTED_ABUSE.file(rung));
  for (const name of DRIVER) {
    await Deno.copyFile(new URL(name, import.meta.url), `${path}/${name}`);
  }
  const told = { cases: driven, broken };
  await Deno.writeTextFile(`${path}/cases.json`, JSON.stringify(told));
  const remove = () => Deno.remove(path, { recursive: true });
  return { path, cases, digests, expected: { answers, refusals }, remove };
}

/** The rows of a case as values, for a model of numbers and categories. */
export function valuesOf(one: AskedCase): EncodedCase["values"] | undefined {
  return isEncoded(one.model) ? (one as EncodedCase).values : undefined;
}

/** True for a case that the target `wasm` knows. */
export function hasWasm({ model }: AskedCase): boolean {
  return ["network", "boosted"].includes(bitModelOf(model).kind);
}

/** The rows of a case as its WebAssembly module takes them. */
export function wasmRowsOf(one: AskedCase): Uint8Array<ArrayBuffer> {
  if (!isEncoded(one.model)) return one.rows.bytes.slice();
  return new Uint8Array(doublesOf(one as EncodedCase).buffer);
}

/** Writes exported files into a folder. */
export async function writeFiles(folder: string, files: readonly ExportedFile[]): Promise<void> {
  for (const { name, content } of files) {
    if (typeof content === "string") await Deno.writeTextFile(`${folder}/${name}`, content);
    else await Deno.writeFile(`${folder}/${name}`, content);
  }
}

/** What the driver must find out about a case: the library's answer, whatever it asks and how. */
function expectedOf(one: AskedCase, answer: string) {
  const { name, version, model } = one;
  const asked = valuesOf(one)
    ? {
      features: model.features,
      classes: model.classes,
      predict: answer,
      arrays: answer,
      records: answer,
      holes: answer,
    }
    : {
      features: model.features,
      classes: model.classes,
      predict: answer,
      texts: answer,
      arrays: answer,
      packedRows: answer,
      packed: answer,
    };
  return {
    module: { model: name, version, ...asked },
    runtime: asked,
    ...(hasWasm(one) ? { wasm: answer } : {}),
  };
}
