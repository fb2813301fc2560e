/**
 * Other people's tools over what is generated: Deno's linter with its recommended rules over the code
 * of every case, and the type checker over a program that uses the declarations of each variant.
 *
 * @module
 */
import { assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { boostedCases } from "../boosted_cases.ts";
import { canonicalCase, randomCases } from "../cases.ts";
import { run, runOk } from "../tools.ts";
import { writeFiles } from "./case_folder.ts";

const OPTIONS = [["es-module", "inline"], ["es-module", "beside"], ["worker", "inline"], [
  "worker",
  "beside",
]] as const;

/** What uses every declaration. */
const PROGRAM = `
import { classes, features, model, predict, predictBatch, type Prediction, type Row, version } from "./digits.mjs";
import { loadModel, type Model, type Predictions, RoteError } from "./rote_runtime.mjs";
import worker, { handle } from "./digits.worker.mjs";

const texts: string[] = [model, version, ...classes];
const row: Row = "01".repeat(features / 2);
const { label, scores }: Prediction = predict(row);
const many: Predictions = predictBatch([row, [0, 1, true], new Uint8Array(98)]);
const packed: Predictions = predictBatch(new Uint8Array(98));
const scoreOfMany: number = many.scores[packed.labels[0]!]! + scores[label]!;
const loaded: Model = loadModel(new ArrayBuffer(8));
const again: Model = loadModel(new Uint8Array(8));
const name: string | undefined = loaded.classes[again.predict(row).label];
const all: Uint8Array = loaded.predictBatch([row]).labels;
try {
  predict([0]);
} catch (error) {
  if (error instanceof RoteError) texts.push(error.code, \`\${error.offenders[0]?.position}\`);
}
const response: Promise<Response> = handle(new Request("http://a/"));
const other: Promise<Response> = worker.fetch(new Request("http://a/"));
export { all, name, other, response, scoreOfMany };
`;

/** What the declarations must not allow. */
const MISTAKES = [
  'import { predict } from "./digits.mjs";\npredict(7);\n',
  'import { predict } from "./digits.mjs";\npredict([2]);\n',
  'import { predictBatch } from "./digits.mjs";\npredictBatch("01");\n',
  'import { loadModel } from "./rote_runtime.mjs";\nloadModel("a.rote");\n',
  'import worker from "./digits.worker.mjs";\nworker.fetch("http://a/");\n',
];

describe("the code of es-module and worker", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await Deno.makeTempDir({ prefix: "rote-lint-" });
    for (const one of [await canonicalCase(), ...await randomCases(), ...await boostedCases()]) {
      for (const [target, blob] of OPTIONS) {
        const place = one.name === "digits" && blob === "inline" || target === "es-module"
          ? folder
          : `${folder}/${blob}`;
        await Deno.mkdir(place, { recursive: true });
        await writeFiles(place, exportModel(one, target, { blob }));
      }
    }
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("passes deno lint for every case", async () => {
    await runOk(Deno.execPath(), ["lint", "--no-config", folder]);
  });

  it("has types that a program can use", async () => {
    await Deno.writeTextFile(`${folder}/program.ts`, PROGRAM);
    await runOk(Deno.execPath(), ["check", "--no-config", `${folder}/program.ts`]);
  });

  it("has types that tell a mistake", async () => {
    const names = MISTAKES.map((text, index) => {
      const name = `mistake${index}.ts`;
      Deno.writeTextFileSync(`${folder}/${name}`, text);
      return name;
    });
    const { code, stderr } = await run(
      Deno.execPath(),
      ["check", "--no-config", ...names],
      { cwd: folder, env: { NO_COLOR: "1" } },
    );
    assertEquals(code, 1);
    for (const name of names) assertEquals(stderr.includes(name), true, `${name}: ${stderr}`);
  });
});
