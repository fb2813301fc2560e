/**
 * `rote train`, `rote predict` and `rote inspect` with numbers and categories, as a user runs them.
 *
 * @module
 */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { decodeModel, defaultTabular, isEncoded, isKind } from "../../../lib/mod.ts";
import { type Folder, makeFolder } from "../child.ts";

/** 60 rows: the class is told by both columns. */
const ROWS = Array.from({ length: 60 }, (_, row) => {
  const size = (row * 7) % 20;
  const colour = ["red", "blue", "?"][row % 3]!;
  return `${size / 4},${colour},${row},${size >= 10 && colour === "red" ? "yes" : "no"}`;
});
const CSV = ["size,colour,id,label", ...ROWS, ""].join("\n");

describe("rote train with numbers and categories", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
    await folder.write("rows.csv", CSV);
  });
  afterAll(() => folder.remove());
  const model = (name: string) => decodeModel(Deno.readFileSync(`${folder.path}/${name}`));

  it("trains boosted tables with settings for such rows, tells its columns, and predicts", async () => {
    const run = await folder.rote("train", "rows.csv", "--holdout", "0.2", "--out", "m.rote");
    assertEquals(run.code, 0, run.stderr);
    assertMatch(run.stdout, /columns +3, \d+ bits/);
    const trained = model("m.rote");
    assert(isEncoded(trained) && isKind(trained.model, "boosted"));
    const { tables, arity } = defaultTabular(48, 60);
    assertEquals([trained.model.width, trained.model.arity], [tables, arity]);
    assertEquals(trained.metadata.testRows, "12");

    const inspected = await folder.rote("inspect", "m.rote");
    assertMatch(inspected.stdout, /"colour": category, 3 bits, one for missing.*"blue", "red"/);
    // Columns go by their names, and others are left out.
    await folder.write("new.csv", "more,id,colour,size\nx,42,red,3.5\ny,8,,0\n");
    const predicted = await folder.rote("predict", "m.rote", "new.csv");
    assertEquals(predicted.code, 0, predicted.stderr);
    assertMatch(predicted.stdout, /^label,score\nyes,.*\nno,/);
  });

  it("trains a network if a setting of one is given, and with other thresholds", async () => {
    const run = await folder.rote(
      ...["train", "rows.csv", "--width", "8", "--hidden-layers", "1", "--arity", "4"],
      ...["--encode", "uniform", "--bits", "3", "--test", "rows.csv", "--out", "n.rote"],
    );
    assertEquals(run.code, 0, run.stderr);
    const trained = model("n.rote");
    assert(isEncoded(trained) && !isKind(trained.model, "boosted"));
    const [size] = trained.encoder.columns;
    assertEquals(size!.kind === "number" && size!.thresholds.length, 3);
    assertEquals(trained.metadata.testRows, "60");
  });

  it("names the row and column of what a model cannot read", async () => {
    await folder.write("bad.csv", "size,colour,id\n1,red,1\nlarge,red,2\n");
    const bad = await folder.rote("predict", "n.rote", "bad.csv");
    assertEquals(bad.code, 1);
    assertStringIncludes(bad.stderr, 'Row 1 (line 3) has "large" in column "size"');
    await folder.write("less.csv", "size,id\n1,1\n");
    const less = await folder.rote("predict", "n.rote", "less.csv");
    assertStringIncludes(less.stderr, 'less.csv, line 1: The header names no column "colour"');
  });

  it("refuses options of thresholds for bits", async () => {
    await folder.write("bits.csv", "a,b,label\n0,1,x\n1,1,y\n");
    const run = await folder.rote("train", "bits.csv", "--bits", "3", "--out", "b.rote");
    assertEquals(run.code, 2);
    assertStringIncludes(run.stderr, "--bits is for numbers and categories; bits.csv holds bits");
  });
});
