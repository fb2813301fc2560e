/**
 * `rote train` as a user runs it.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { encodeHex } from "@std/encoding/hex";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type DataSet, matrixFromBytes, trainBlob } from "../../../lib/mod.ts";
import { gzip, idx } from "../bytes.ts";
import { type Folder, makeFolder } from "../child.ts";

/** 300 rows of 16 features: "odd" if the number of set bits is, with every tenth label wrong. */
const DATA: DataSet = {
  rows: matrixFromBytes(
    new Uint8Array(600).map((_, at) => Math.imul(at ^ (at >>> 3), 0x9e3779b1) >>> 24),
    300,
    16,
  ),
  labels: new Uint8Array(300),
  classes: ["even", "odd"],
};
DATA.labels.forEach((_, row) => {
  const set = bitsOf(row).filter((bit) => bit === 1).length;
  DATA.labels[row] = (set + (row % 10 === 0 ? 1 : 0)) % 2;
});

const NETWORK = { hiddenLayers: 2, width: 32, arity: 4 };
const SMALL = ["--hidden-layers", "2", "--width", "32", "--arity", "4"];

function bitsOf(row: number): number[] {
  const { bytes } = DATA.rows;
  return Array.from(
    { length: 16 },
    (_, at) => (bytes[2 * row + (at >> 3)]! >> (at & 7)) & 1,
  );
}

function csvOf(rows: number[], labels = (row: number) => DATA.classes[DATA.labels[row]!]!): string {
  const header = Array.from({ length: 16 }, (_, at) => `f${at}`).join(",");
  return `${header},label\n` +
    rows.map((row) => `${bitsOf(row).join(",")},${labels(row)}\n`).join("");
}

const ALL = Array.from({ length: 300 }, (_, row) => row);

describe("rote train", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
    await folder.write("rows.csv", csvOf(ALL));
  });
  afterAll(() => folder.remove());

  it("writes the bytes of trainBlob() and reports in words", async () => {
    const run = await folder.rote("train", "rows.csv", "--out", "a.rote", ...SMALL, "--seed", "7");
    assertEquals(run.code, 0, run.stderr);
    const { blob, result } = trainBlob(DATA, { network: NETWORK, seed: 7 });
    assertEquals(await folder.read("a.rote"), blob);
    assertEquals(folder.names(), ["a.rote", "rows.csv"]);

    const sha256 = encodeHex(await crypto.subtle.digest("SHA-256", blob));
    assertMatch(run.stdout, /^a\.rote\n( {2}\S.* {2}\S.*\n)+$/);
    assertMatch(run.stdout, /classes +"even", "odd"\n/);
    assertStringIncludes(run.stdout, `${result.trainAccuracy.toFixed(4)} on 300 rows\n`);
    assertStringIncludes(run.stdout, `${result.liveLuts} of 65\n`);
    assertStringIncludes(run.stdout, `${blob.length} bytes\n`);
    assertStringIncludes(run.stdout, sha256);
    assert(!run.stdout.includes("test accuracy"));
    assertMatch(run.stderr, /^Read 300 rows of 16 features in .* s\nTraining \d+% layer 1 of 3\n/);
    assertMatch(run.stderr, /\nTraining 100% layer 3 of 3\n$/);
  });

  it("trains leave-one-out layers that vote and look at windows", async () => {
    const options = [...SMALL, "--hidden", "leave-one-out", "--head", "vote"];
    const images = ["--image", "4x4", "--patch", "1"];
    const run = await folder.rote("train", "rows.csv", "--out", "v.rote", ...options, ...images);
    assertEquals(run.code, 0, run.stderr);
    const honest = { ...NETWORK, hidden: "leave-one-out", head: "vote" } as const;
    const network = { ...honest, inputShape: [4, 4, 1], patch: 1 } as const;
    const { blob } = trainBlob(DATA, { network, seed: 1 });
    assertEquals(await folder.read("v.rote"), blob);
    assertMatch(run.stdout, /live LUTs +\d+ of 64\n/);

    const inspected = await folder.rote("inspect", "v.rote");
    assertMatch(inspected.stdout, /answer +the majority of the last layer\n/);
    const predicted = await folder.rote("predict", "v.rote", "rows.csv");
    assertEquals(predicted.code, 0, predicted.stderr);

    const wanted = await folder.rote("train", "rows.csv", "--out", "w.rote", "--patch", "1");
    assertStringIncludes(wanted.stderr, "--patch needs --image");
  });

  it("takes the shape of IDX images where a window is asked for, and only there", async () => {
    const pixels = ALL.flatMap((row) => bitsOf(row).map((bit) => 255 * bit));
    await folder.write("im", await gzip(idx([300, 4, 4], pixels)));
    await folder.write("la", idx([300], [...DATA.labels]));
    const digits = { ...DATA, classes: ["0", "1"] };
    for (
      const [more, images] of [[[], {}], [["--patch", "1"], {
        inputShape: [4, 4, 1],
        patch: 1,
      }]] as const
    ) {
      const out = `im${more.length}.rote`;
      const run = await folder.rote(
        ...["train", "im", "--labels", "la", "--out", out, ...SMALL, ...more],
      );
      assertEquals(run.code, 0, run.stderr);
      const network = { ...NETWORK, ...images };
      assertEquals(await folder.read(out), trainBlob(digits, { network, seed: 1 }).blob);
    }
  });

  it("holds rows out, shows the layers and reports as JSON", async () => {
    const options = [...SMALL, "--holdout", "0.25", "--statistics"];
    const json = await folder.rote("train", "rows.csv", "--out", "b.rote", ...options, "--json");
    assertEquals(json.code, 0, json.stderr);
    const settings = { network: NETWORK, seed: 1, holdout: 0.25, statistics: true };
    const { blob, result } = trainBlob(DATA, settings);
    assertEquals(await folder.read("b.rote"), blob);
    const { model, features, classes, seconds: _, sha256: __, ...told } = JSON.parse(json.stdout);
    assertEquals([model, features, classes], ["b.rote", 16, ["even", "odd"]]);
    const { seconds: ___, ...expected } = result;
    assertEquals(told, expected);

    const words = await folder.rote("train", "rows.csv", "--out", "c.rote", ...options);
    assertEquals(await folder.read("c.rote"), blob);
    const [, table = ""] = words.stdout.split("Training accuracy of the units of each layer\n");
    const lines = table.trimEnd().split("\n");
    assertEquals(lines.map((line) => line.trim().split(/ +/).slice(0, 2)), [
      ["layer", "count"],
      ["0", "16"],
      ["1", "32"],
      ["2", "32"],
      ["3", "1"],
    ]);
    assertEquals(new Set(lines.map((line) => line.length)).size, 1);
  });

  it("tests on rows of their own", async () => {
    const half = (rest: number) => ALL.filter((row) => row % 2 === rest);
    await folder.write("even.csv", csvOf(half(0)));
    await folder.write("odd.csv.gz", await gzip(csvOf(half(1))));
    const options = ["--test", "odd.csv.gz", ...SMALL, "--json"];
    const run = await folder.rote("train", "even.csv", "--out", "d.rote", ...options);
    assertEquals(run.code, 0, run.stderr);
    const select = (rest: number): DataSet => ({
      rows: matrixFromBytes(
        Uint8Array.from(
          half(rest).flatMap((row) => [...DATA.rows.bytes.slice(2 * row, 2 * row + 2)]),
        ),
        150,
        16,
      ),
      labels: DATA.labels.filter((_, row) => row % 2 === rest),
      classes: DATA.classes,
    });
    const { blob, result } = trainBlob(select(0), { network: NETWORK, seed: 1 }, select(1));
    assertEquals(await folder.read("d.rote"), blob);
    assertEquals(JSON.parse(run.stdout).testAccuracy, result.testAccuracy);
  });

  it("groups the labels of IDX images, leaves the others out and keeps to the threshold", async () => {
    const pixels = ALL.flatMap((row) => bitsOf(row).map((bit) => bit ? 200 : 199));
    const digits = ALL.map((row) => row % 7 === 3 ? 9 : 2 * (row % 4) + DATA.labels[row]!);
    await folder.write("images", await gzip(idx([300, 4, 4], pixels)));
    await folder.write("labels", idx([300], digits));
    const run = await folder.rote(
      ...["train", "images", "--labels", "labels", "--threshold", "200", "--out", "e.rote"],
      ...["--group", "odd=1,3,5-5,7", "--group", "even=0,2,4,6", ...SMALL],
    );
    assertEquals(run.code, 0, run.stderr);
    const kept = ALL.filter((row) => row % 7 !== 3);
    const data: DataSet = {
      rows: matrixFromBytes(
        Uint8Array.from(kept.flatMap((row) => [...DATA.rows.bytes.slice(2 * row, 2 * row + 2)])),
        kept.length,
        16,
      ),
      labels: Uint8Array.from(kept, (row) => DATA.labels[row]!),
      classes: ["even", "odd"],
    };
    assertEquals(await folder.read("e.rote"), trainBlob(data, { network: NETWORK, seed: 1 }).blob);
  });

  it("replaces a model only when told to", async () => {
    await folder.write("kept.rote", "mine");
    const refused = await folder.rote("train", "rows.csv", "--out", "kept.rote", ...SMALL);
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.stderr, "rote: kept.rote: It is there already; --force replaces");
    assertEquals(await folder.read("kept.rote"), new TextEncoder().encode("mine"));
    const forced = await folder.rote(
      "train",
      "rows.csv",
      "--out",
      "kept.rote",
      "--force",
      ...SMALL,
    );
    assertEquals(forced.code, 0);
    assert((await folder.read("kept.rote")).length > 100);
  });

  it("names the place of a fault in the rows and leaves no model", async () => {
    await folder.write("bad.csv", "a,b,label\n7,odd\n0,1,even\n1,odd\n");
    const run = await folder.rote("train", "bad.csv", "--out", "f.rote", ...SMALL);
    assertEquals([run.code, run.stdout], [1, ""]);
    assertMatch(
      run.stderr,
      /^rote: bad\.csv: 2 faults:\n.*Row 0 \(line 2\) has 2 cells.*\n.*line 4/,
    );
    assert(!folder.names().includes("f.rote"));
  });

  it("trains a network for each pair of three classes or more", async () => {
    const name = (row: number) => String(row % 4);
    await folder.write("four.csv", csvOf(ALL, name));
    const options = [...SMALL, "--holdout", "0.25", "--seed", "3"];
    const run = await folder.rote("train", "four.csv", "--out", "four.rote", ...options);
    assertEquals(run.code, 0, run.stderr);
    const data = { ...DATA, labels: DATA.labels.map((_, row) => row % 4), classes: [..."0123"] };
    const { blob, result } = trainBlob(data, { network: NETWORK, seed: 3, holdout: 0.25 });
    assertEquals(await folder.read("four.rote"), blob);
    assertStringIncludes(run.stdout, `${result.liveLuts} of ${6 * 65}\n`);
    assertMatch(run.stderr, /\nTraining 100% layer 3 of 3\n$/);

    const inspected = await folder.rote("inspect", "four.rote");
    assertMatch(inspected.stdout, /networks +6, one for each pair of classes/);
    assertMatch(inspected.stdout, /layer 3 +6 LUTs of 4 wires/);
    const predicted = await folder.rote("predict", "four.rote", "four.csv", "--format", "json");
    const first = JSON.parse(predicted.stdout.split("\n")[0]!);
    assertEquals(Object.keys(first.scores), data.classes);
  });

  it("refuses statistics of three classes, and says what tells more than 64 apart", async () => {
    await folder.write("three.csv", csvOf(ALL, (row) => String(row % 3)));
    const args = ["train", "three.csv", "--out", "f.rote", ...SMALL];
    const statistics = await folder.rote(...args, "--statistics");
    assertEquals(statistics.code, 2);
    assertStringIncludes(statistics.stderr, "rote: --statistics: statistics are those of one");
    await folder.write("many.csv", csvOf(ALL, (row) => String(row % 65)));
    const run = await folder.rote("train", "many.csv", "--out", "f.rote", ...SMALL);
    assertEquals(run.code, 1);
    assertStringIncludes(run.stderr, "rote: many.csv: The labels name 65 classes");
    assertStringIncludes(run.stderr, "--method boosted");
  });

  it("blames the file of test rows for what is wrong with them", async () => {
    await folder.write("narrow.csv", "a,label\n1,odd\n");
    const run = await folder.rote("train", "rows.csv", "--test", "narrow.csv", "--out", "f.rote");
    assertEquals(run.code, 1);
    assertStringIncludes(run.stderr, "rote: narrow.csv: The test rows have 1 features");
  });

  it("ends with 130 on Ctrl-C and leaves nothing behind", async () => {
    const before = folder.names();
    const child = folder.start(
      ...["train", "rows.csv", "--out", "g.rote", "--statistics"],
      ...["--hidden-layers", "20", "--width", "40000", "--arity", "8"],
    );
    const errors = child.stderr.pipeThrough(new TextDecoderStream());
    for await (const text of errors.values({ preventCancel: true })) {
      if (text.includes("Read 300 rows")) break;
    }
    child.kill("SIGINT");
    await errors.cancel();
    await child.stdout.cancel();
    assertEquals((await child.status).code, 130);
    assertEquals(folder.names(), before);
  });
});

describe("rote train refuses, with exit code 2,", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
    await folder.write("rows.csv", csvOf([0, 1, 2, 3]));
  });
  afterAll(() => folder.remove());

  const faults: [name: string, args: string[], words: string][] = [
    ["no --out", ["rows.csv"], "required option '--out <file>'"],
    ["an unknown option", ["rows.csv", "--out", "x", "--depth", "5"], "unknown option '--depth'"],
    [
      "a setting out of range",
      ["rows.csv", "--out", "x", "--arity", "17"],
      "rote: --arity must be ",
    ],
    [
      "more wires than features",
      ["rows.csv", "--out", "x", "--arity", "16", "--width", "8"],
      "--arity",
    ],
    ["two ways of testing", ["a", "--out", "x", "--test", "b", "--holdout", "0.5"], "'--holdout"],
    [
      "test labels without test rows",
      ["a", "--out", "x", "--test-labels", "b"],
      "goes with --test",
    ],
    [
      "an option of boosted tables",
      ["a", "--out", "x", "--method", "network", "--flip"],
      "--flip goes with --method boo",
    ],
    ["a single group", ["a", "--out", "x", "--group", "a=1"], "must name two classes or more"],
  ];
  for (const [name, args, words] of faults) {
    it(name, async () => {
      const run = await folder.rote("train", ...args);
      assertEquals([run.code, run.stdout], [2, ""]);
      assertStringIncludes(run.stderr, words);
      assert(run.stderr.startsWith("rote: "));
    });
  }
});
