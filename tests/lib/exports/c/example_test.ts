/**
 * The programs of `examples/c` compile without a warning and print what their README says, with the
 * model inside and with the blob beside.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type BitMatrix, setBit, zeroMatrix } from "../../../../lib/rows/bit_matrix.ts";
import { decodeNetwork } from "../../../../lib/kinds/network/decode.ts";
import { exportC } from "../../../../lib/exports/c/export.ts";
import { MAX_EXPORT_BYTES } from "../../../../lib/limits.ts";
import { trainBlob } from "../../../../lib/methods/network.ts";
import { caseOf, type ExportCase } from "../cases.ts";
import { needing, run, runOk } from "../tools.ts";
import { build, writeFiles } from "./compiler.ts";

const { reason, ignore } = needing("gcc", "sh", "cut", "tail");
const EXAMPLES = new URL("../../../../examples/", import.meta.url).pathname;

/** The model that the README trains. */
async function sevenSegments(): Promise<ExportCase> {
  const lines = Deno.readTextFileSync(`${EXAMPLES}/rows.csv`).trim().split("\n").slice(1);
  const cells = lines.map((line) => line.split(","));
  const rows: BitMatrix = zeroMatrix(cells.length, 7);
  cells.forEach((row, index) => {
    for (let bit = 0; bit < 7; bit++) if (row[bit] === "1") setBit(rows, index, bit);
  });
  const data = {
    rows,
    labels: Uint8Array.from(cells, (row) => Number(row[7] === "odd")),
    classes: ["even", "odd"],
  };
  const network = { hiddenLayers: 2, width: 16, arity: 4 };
  return await caseOf("seven", decodeNetwork(trainBlob(data, { network, seed: 1 }).blob), rows);
}

describe(`examples/c${reason}`, { ignore }, () => {
  let folder: string;
  let readme: string;
  let output: string;
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
    readme = Deno.readTextFileSync(`${EXAMPLES}/c/README.md`);
    output = readme.match(/```text\n([^`]*)```/)![1]!;
    const seven = await sevenSegments();
    for (const blob of ["inline", "beside"] as const) {
      writeFiles(folder, exportC(seven, { blob }, MAX_EXPORT_BYTES));
    }
    const lines = Array.from(seven.labels, (label, row) => {
      return `${seven.model.classes[label]} ${
        ((10_000 + seven.margins[row]!) / 20_000).toFixed(5)
      }\n`;
    });
    assertEquals(output, lines.join(""), "what the README says and the library");
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  /** Compiles a program and gives it the rows as the README does. */
  async function answersOf(sources: string[], argument = ""): Promise<string> {
    const program = await build(folder, sources);
    const rows = `cut -d, -f1-7 ${EXAMPLES}/rows.csv | tail -n +2`;
    const { stdout } = await runOk("sh", ["-c", `${rows} | ${program} ${argument}`], {
      cwd: folder,
    });
    assertStringIncludes(readme, rows.replace(EXAMPLES, "examples"));
    return stdout;
  }

  it("prints what the README says with the model inside", async () => {
    assertEquals(await answersOf([`${EXAMPLES}/c/main.c`, "seven.c"]), output);
  });

  it("refuses lines that are no row", async () => {
    for (const line of ["101", "11111111", "111111x"]) {
      const { code, stderr } = await run("sh", ["-c", `echo ${line} | ./program`], { cwd: folder });
      assertEquals([code, stderr], [1, "A row is a line of 7 zeros and ones\n"]);
    }
  });

  it("prints the same with the blob beside", async () => {
    const sources = [`${EXAMPLES}/c/from_blob.c`, "rote_reader.c"];
    assertEquals(await answersOf(sources, "seven.rote"), output);
  });

  it("says why a model is refused", async () => {
    const blob = Deno.readFileSync(`${folder}/seven.rote`);
    blob[blob.length - 1]! ^= 1;
    Deno.writeFileSync(`${folder}/damaged.rote`, blob);
    const { code, stderr } = await run("./program", ["damaged.rote"], { cwd: folder });
    assertEquals([code, stderr], [1, "Cannot open the model: blob_bad_checksum\n"]);
  });

  it("tells the working memory that the generated source tells", () => {
    const source = Deno.readTextFileSync(`${folder}/seven.c`);
    const [, even, odd] = source.match(/Working memory: (\d+) \+ (\d+) bytes/)!;
    assertMatch(readme.replaceAll("\n", " "), new RegExp(`${Number(even) + Number(odd)} bytes of`));
    assert(!source.includes("malloc"));
  });
});
