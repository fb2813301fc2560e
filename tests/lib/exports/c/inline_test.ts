/**
 * The model as C code answers as the library does: the paper's network, the fifty random ones,
 * those at the edges and boosted tables, all in one program, compiled without a warning and run under the sanitizers.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { isKind } from "../../../../lib/kinds/mod.ts";
import { identifierOf } from "../../../../lib/exports/names.ts";
import { assertSameNumbers } from "../../assertions.ts";
import { boostedCases, trainedBoostedCases } from "../boosted_cases.ts";
import { type AskedCase, canonicalCase, RANDOM_CASES, randomCases } from "../cases.ts";
import { needing, runOk } from "../tools.ts";
import { ByteReader, joined } from "./byte_reader.ts";
import { build, driver, writeFiles } from "./compiler.ts";
import { edgeCases } from "./edge_cases.ts";
import { numbersOf } from "./numbers.ts";

const { reason, ignore } = needing("gcc");

/** The source with all models in a table. */
function tableOf(cases: readonly AskedCase[]): string {
  const entries = cases.map(({ name: file, model, rows }) => {
    const name = identifierOf(file);
    const macro = name.toUpperCase();
    const sizes = `${macro}_FEATURES, ${macro}_ROW_BYTES, ${macro}_CLASSES, ${rows.rows}`;
    const numbers = isKind(model, "boosted") ? `${macro}_CLASSES` : "1";
    return `{${sizes}, ${numbers}, ${name}_class_names, ${name}_predict, ${name}_predict_batch},`;
  });
  return [
    '#include "answer_all.h"',
    ...cases.map(({ name }) => `#include "${name}.h"`),
    `const model models[] = {`,
    ...entries,
    "};",
    `const uint32_t model_count = ${cases.length};\n`,
  ].join("\n");
}

describe(`the target c with the model inside${reason}`, { ignore }, () => {
  let folder: string;
  let cases: AskedCase[];
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    cases = [
      ...[await canonicalCase(), ...await randomCases(), ...await edgeCases()],
      ...[...await boostedCases(), ...await trainedBoostedCases()],
    ];
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  it("compiles without a warning and gives the library's labels, margins and scores", async () => {
    assert(cases.length > RANDOM_CASES);
    for (const source of cases) writeFiles(folder, exportModel(source, "c"));
    Deno.writeTextFileSync(`${folder}/table.c`, tableOf(cases));
    Deno.copyFileSync(driver("answer_all.h"), `${folder}/answer_all.h`);
    const sources = [...cases.map(({ name }) => `${name}.c`), "table.c", driver("answer_all.c")];
    const program = await build(folder, sources);
    Deno.writeFileSync(`${folder}/rows`, joined(cases.map(({ rows }) => rows.bytes)));
    await runOk(program, ["rows", "answers"], { cwd: folder });
    const answers = new ByteReader(Deno.readFileSync(`${folder}/answers`));
    for (const { name, model, rows, labels } of cases) {
      // A string of C ends at a zero byte.
      for (const name of model.classes) assertEquals(answers.takeText(), name.split("\0")[0]);
      assertSameNumbers(answers.take(rows.rows), labels, `labels of ${name}`);
      const numbers = numbersOf(model, rows);
      assertSameNumbers(answers.takeU16(numbers.length), numbers, `numbers of ${name}`);
    }
    assert(answers.isAtEnd);
  });

  it("needs no symbol from elsewhere and no memory that can be written", async () => {
    const options = ["-std=c99", "-fno-pie", "-fno-pic"];
    for (const [index, level] of ["-O0", "-O2", "-Os", "-O0", "-O2", "-Os"].entries()) {
      const name = index < 3 ? "digits" : "ten";
      await runOk("gcc", [level, ...options, "-c", `${name}.c`, "-o", "alone.o"], { cwd: folder });
      const { stdout } = await runOk("nm", ["alone.o"], { cwd: folder });
      const symbols = stdout.trim().split("\n").map((line) => line.slice(17));
      // T and R are code and read-only memory, small where they are the file's own.
      assertEquals(symbols.filter((symbol) => !/^([TtRr] \w+|U mem(cpy|set))$/.test(symbol)), []);
      assertEquals(symbols.filter((symbol) => /^[TR]/.test(symbol)).sort(), [
        `R ${name}_class_names`,
        `T ${name}_predict`,
        `T ${name}_predict_batch`,
      ]);
    }
  });

  it("includes nothing but <stdint.h>, and the source needs no header of its own", () => {
    for (const { name } of cases) {
      for (const ending of ["c", "h"]) {
        const text = Deno.readTextFileSync(`${folder}/${name}.${ending}`);
        assertEquals(Array.from(text.matchAll(/^ *# *include.*$/gm), ([line]) => line), [
          "#include <stdint.h>",
        ]);
      }
    }
  });
});
