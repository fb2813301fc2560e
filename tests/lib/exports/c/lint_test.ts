/**
 * Generated C passes cppcheck with nothing suppressed. Its time grows with the tables and not with
 * the code, so models of all arities, and small ones, stand for all.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { exportBoostedC, exportC } from "../../../../lib/exports/c/export.ts";
import { MAX_EXPORT_BYTES } from "../../../../lib/limits.ts";
import { randomNetwork } from "../../random_data.ts";
import { boostedCases } from "../boosted_cases.ts";
import { caseOf, mixedRows } from "../cases.ts";
import { needing, runOk } from "../tools.ts";
import { writeFiles } from "./compiler.ts";

const { reason, ignore } = needing("cppcheck");

/** The arities of small networks: each arity comes up, large ones in the first layer. */
const ARITIES = [
  ...[[16, 1, 2], [15, 1, 3], [14, 1, 4], [13, 1, 5], [12, 1, 6], [11, 1, 7], [10, 1, 8], [9, 1]],
  ...[[2, 2, 3], [3, 5, 4], [4, 7, 6], [8, 8, 1]],
];

describe(`cppcheck on the target c${reason}`, { ignore }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await Deno.makeTempDir();
  });
  afterAll(() => Deno.remove(folder, { recursive: true }));

  /** Checks a source file; fails if anything is said of it. */
  async function lint(name: string): Promise<void> {
    const options = ["--std=c99", "--error-exitcode=1", "--quiet", `-I${folder}`];
    const enabled = "--enable=warning,style,performance,portability";
    const { stdout, stderr } = await runOk("cppcheck", [...options, enabled, name], {
      cwd: folder,
    });
    assertEquals(stdout + stderr, "");
  }

  it("finds nothing in models", async () => {
    const found = new Set<number>();
    for (const [index, arities] of ARITIES.entries()) {
      // As many LUTs as the next layer has wires: all of them are live.
      const layers = arities.map((arity, layer) => ({ width: arities[layer + 1] ?? 1, arity }));
      const features = index % 2 === 0 ? 20 : 300;
      const network = randomNetwork(index, { features, layers }, { classes: ["*/", '"\\'] });
      const source = await caseOf(`net${index}`, network, mixedRows(index, features, 1));
      for (const { arity } of source.model.layers) found.add(arity);
      writeFiles(folder, exportC(source, {}, MAX_EXPORT_BYTES));
      await lint(`net${index}.c`);
    }
    assertEquals(found.size, 16);
  });

  it("finds nothing in boosted tables, and in their reader", async () => {
    const cases = (await boostedCases()).filter(({ blob }) => blob.length < 4_000);
    for (const source of cases) {
      writeFiles(folder, exportBoostedC(source, {}, MAX_EXPORT_BYTES));
      await lint(`${source.name}.c`);
    }
    assert(cases.length > 7);
    writeFiles(folder, exportBoostedC(cases[0]!, { blob: "beside" }, MAX_EXPORT_BYTES));
    await lint("rote_boosted.c");
  });

  it("finds nothing in the reader", async () => {
    const network = randomNetwork(1, { features: 9, layers: [{ width: 1, arity: 3 }] });
    const source = await caseOf("small", network, mixedRows(1, 9, 1));
    const files = exportC(source, { blob: "beside" }, MAX_EXPORT_BYTES);
    writeFiles(folder, files);
    assert(files[0]!.name === "rote_reader.c");
    await lint("rote_reader.c");
  });
});
