/**
 * Models of numbers and categories, networks that vote and networks for pairs of classes as C code
 * answer as the library does: compiled without a warning, run under the sanitizers.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { fieldOf } from "../../../../lib/exports/c/encoded/declarations.ts";
import { hexadecimal } from "../../../../lib/exports/c/encoded/hexadecimal.ts";
import { stringPieces } from "../../../../lib/exports/c/text.ts";
import { identifierOf } from "../../../../lib/exports/names.ts";
import { exportModel } from "../../../../lib/exports/mod.ts";
import { SCORE_ONE } from "../../../../lib/scores/scores.ts";
import { assertRefused, assertSameNumbers } from "../../assertions.ts";
import type { AskedCase } from "../cases.ts";
import { encodedCases } from "../encoded_cases.ts";
import { needing, runOk } from "../tools.ts";
import { pairwiseCases, votingCases } from "../voting_cases.ts";
import { build, writeFiles } from "./compiler.ts";

const { reason, ignore } = needing("gcc");
const linting = needing("gcc", "cppcheck");

/** A value as C. */
function literal(value: unknown): string {
  if (typeof value === "string") return stringPieces(value).join(" ");
  if (value === null) return "0";
  const number = value as number;
  if (Number.isNaN(number)) return "NAN";
  if (!Number.isFinite(number)) return number < 0 ? "-INFINITY" : "INFINITY";
  return Object.is(number, -0) ? "-0.0" : hexadecimal(number);
}

/** A program that asks a model about rows, one by one and all at once, and prints what it says. */
function programOf(one: AskedCase, row: string, rows: readonly string[], numbers: number): string {
  const name = identifierOf(one.name);
  return `#include <math.h>
#include <stdio.h>
#include "${one.name}.h"
int main(void);
static const ${row} rows[] = {
${rows.join(",\n")}
};
int main(void)
{
    static uint8_t labels[${rows.length}];
    static uint16_t all[${rows.length * numbers}];
    ${name}_predict_batch(${row.includes("[") ? "rows[0]" : "rows"}, ${rows.length}, labels, all);
    for (int i = 0; i < ${rows.length}; i++) {
        uint16_t alone[${numbers}];
        const int label = ${name}_predict(${row.includes("[") ? "rows[i]" : "&rows[i]"}, alone);
        if (label != labels[i] || label != ${name}_predict(${
    row.includes("[") ? "rows[i]" : "&rows[i]"
  }, 0)) {
            return 1;
        }
        printf("%d", label);
        for (int j = 0; j < ${numbers}; j++) {
            if (alone[j] != all[i * ${numbers} + j]) {
                return 1;
            }
            printf(" %u", (unsigned)alone[j]);
        }
        printf("\\n");
    }
    return 0;
}
`;
}

describe(`the target c for values and votes${reason}`, { ignore }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  /** Compiles a case and compares labels and scores. */
  async function assertAnswers(one: AskedCase, program: string, numbers: number): Promise<void> {
    const files = exportModel(one, "c");
    writeFiles(folder, files);
    await Deno.writeTextFile(`${folder}/main.c`, program);
    const path = await build(folder, [`${one.name}.c`, "main.c"]);
    const lines = (await runOk(path, [], { cwd: folder })).stdout.trim().split("\n");
    const answers = lines.map((line) => line.split(" ").map(Number));
    assertSameNumbers(Uint8Array.from(answers, ([label]) => label!), one.labels, one.name);
    const scores = answers.flatMap(([label, ...found]) => {
      if (numbers > 1) return found.map((score) => score / SCORE_ONE);
      const score = (10_000 + found[0]!) / 20_000;
      const rest = (10_000 - found[0]!) / 20_000;
      return label === 1 ? [rest, score] : [score, rest];
    });
    assertSameNumbers(Float64Array.from(scores), one.scores, one.name);
    for (const { content } of files) {
      assert(/^[\x20-\x7e\n]*$/.test(content as string));
      const included = [...(content as string).matchAll(/^ *# *include.*$/gm)].map(String);
      assertEquals(included, ["#include <stdint.h>"]);
    }
  }

  it("answers rows of values, infinite ones too", async () => {
    for (const one of [...await encodedCases(), ...await encodedCases(true)]) {
      const { columns } = one.model.encoder;
      const { classes, model } = one.model;
      // A string of C ends at a zero byte: who has such a category cannot say so.
      const kept = Array.from(one.values.keys()).filter((row) =>
        !one.values[row]!.some((value) => String(value).includes("\0"))
      );
      assert(kept.length > 20);
      const rows = kept.map((row) => {
        const fields = columns.map((column, at) =>
          `.${fieldOf(column, at)} = ${literal(one.table.columns[at]!.values[row])}`
        );
        return `    {${fields.join(", ")}}`;
      });
      const scoresOf = (row: number) =>
        one.scores.subarray(row * classes.length, (row + 1) * classes.length);
      const asked = {
        ...one,
        labels: Uint8Array.from(kept, (row) => one.labels[row]!),
        scores: Float64Array.from(kept.flatMap((row) => [...scoresOf(row)])),
      };
      const numbers = "margins" in model ? 1 : classes.length;
      const type = `${identifierOf(one.name)}_row`;
      await assertAnswers(asked, programOf(one, type, rows, numbers), numbers);
    }
  });

  it("answers rows of bits where networks vote, alone and for pairs of classes", async () => {
    for (const one of [...await votingCases(), ...await pairwiseCases()]) {
      const { stride, bytes } = one.rows;
      const rows = Array.from(
        { length: one.rows.rows },
        (_, row) => `    {${bytes.subarray(row * stride, (row + 1) * stride).join(",")}}`,
      );
      const text = programOf(one, "uint8_t rows_[1]", rows, one.model.classes.length)
        .replace("uint8_t rows_[1] rows[]", `uint8_t rows[][${stride}]`);
      await assertAnswers(one, text, one.model.classes.length);
    }
  });

  it("has no reader for their blobs, and says so", async () => {
    for (const one of [(await encodedCases())[0]!, (await votingCases())[0]!]) {
      const { message } = assertRefused(
        "export_option_not_taken",
        () => exportModel(one, "c", { blob: "beside" }),
      );
      assert(message.includes("no reader"));
    }
  });

  it(`leaves cppcheck nothing to say${linting.reason}`, linting, async () => {
    const all = [...await encodedCases(), ...await votingCases(), ...await pairwiseCases()];
    for (const one of all.filter(({ blob }) => blob.length < 12_000)) {
      writeFiles(folder, exportModel(one, "c"));
      const options = ["--std=c99", "--error-exitcode=1", "--quiet", `-I${folder}`];
      const enabled = "--enable=warning,style,performance,portability";
      const { stdout, stderr } = await runOk("cppcheck", [...options, enabled, `${one.name}.c`], {
        cwd: folder,
      });
      assertEquals(stdout + stderr, "", one.name);
    }
  });

  it("spells doubles to the last bit", () => {
    for (
      const [value, text] of [
        [0, "0x0p+0"],
        [1, "0x1p+0"],
        [-2.5, "-0x1.4p+1"],
        [5e-324, "0x0.0000000000001p-1022"],
        [Number.MAX_VALUE, "0x1.fffffffffffffp+1023"],
        [0.1, "0x1.999999999999ap-4"],
      ] as const
    ) {
      assertEquals(hexadecimal(value), text);
    }
  });
});
