/**
 * `rote train --method boosted` as a user runs it.
 *
 * @module
 */

import { assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import { encodeHex } from "@std/encoding/hex";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  type BoostingRun,
  type DataSet,
  matrixFromBytes,
  selectData,
  trainBoostedBlob,
} from "../../../lib/mod.ts";
import { decodeBoosted } from "../../../lib/kinds/boosted/decode.ts";
import { randomStream } from "../../lib/random_data.ts";
import { gzip, idx } from "../bytes.ts";
import { type Folder, makeFolder } from "../child.ts";

/** 240 rows of 16 features: the class is the number of bits set among the first three. */
const DATA: DataSet = {
  rows: matrixFromBytes(
    new Uint8Array(480).map((_, at) => Math.imul(at ^ (at >>> 3), 0x9e3779b1) >>> 24),
    240,
    16,
  ),
  labels: new Uint8Array(240),
  classes: ["0", "1", "2", "3"],
};
DATA.labels.forEach((_, row) => {
  DATA.labels[row] = bitsOf(row).slice(0, 3).filter((bit) => bit === 1).length;
});
const ALL = Array.from({ length: 240 }, (_, row) => row);

/** What a user gets who asks for 40 tables of 3 wires. */
const FORTY: BoostingRun = {
  tables: 40,
  arity: 3,
  rate: 0.1,
  lambda: 1,
  candidates: 8,
  seed: 1,
};
const SMALL = ["--method", "boosted", "--tables", "40", "--arity", "3"];

function bitsOf(row: number): number[] {
  const { bytes } = DATA.rows;
  return Array.from({ length: 16 }, (_, at) => (bytes[2 * row + (at >> 3)]! >> (at & 7)) & 1);
}

function csvOf(rows: number[]): string {
  const header = Array.from({ length: 16 }, (_, at) => `f${at}`).join(",");
  return `${header},label\n` +
    rows.map((row) => `${bitsOf(row).join(",")},${DATA.labels[row]}\n`).join("");
}

describe("rote train --method boosted", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
    await folder.write("rows.csv", csvOf(ALL));
    await folder.write("labels", idx([240], DATA.labels));
  });
  afterAll(() => folder.remove());

  it("writes the bytes of trainBoostedBlob() and reports in words", async () => {
    const run = await folder.rote(
      ...["train", "rows.csv", "--out", "a.rote", ...SMALL],
      ...["--rate", "0.2", "--lambda", "2.5", "--splits", "5", "--seed", "7"],
    );
    assertEquals(run.code, 0, run.stderr);
    const settings = { ...FORTY, rate: 0.2, lambda: 2.5, splits: 5, seed: 7 };
    const { blob, result } = trainBoostedBlob(DATA, settings);
    assertEquals(await folder.read("a.rote"), blob);
    assertMatch(run.stdout, /classes +"0", "1", "2", "3"\n/);
    assertMatch(run.stdout, /tables +40 of 3 wires, for 5 splits of the classes\n/);
    assertStringIncludes(run.stdout, `${result.trainAccuracy.toFixed(4)} on 240 rows\n`);
    assertStringIncludes(run.stdout, `${blob.length} bytes\n`);
    assertMatch(run.stdout, /time +\d+\.\d\d s\n/);
    const sha256 = encodeHex(await crypto.subtle.digest("SHA-256", blob));
    assertStringIncludes(run.stdout, sha256);
    assertMatch(run.stderr, /\nTraining \d+% table \d+ of 40, \d+ s left\n/);
    assertMatch(run.stderr, /\nTraining 100% table 40 of 40\n$/);
  });

  it("takes 2048 tables of 8 wires, rate 0.1, lambda 1 and 8 candidates unless told", async () => {
    const run = await folder.rote(
      ...["train", "rows.csv", "--out", "d.rote", "--method", "boosted", "--json"],
    );
    assertEquals(run.code, 0, run.stderr);
    const settings = { tables: 2048, arity: 8, rate: 0.1, lambda: 1, candidates: 8, seed: 1 };
    assertEquals(await folder.read("d.rote"), trainBoostedBlob(DATA, settings).blob);
    const { method, tables, arity, splits, patch } = JSON.parse(run.stdout);
    assertEquals([method, tables, arity, splits, patch], ["boosted", 2048, 8, 32, undefined]);
  });

  it("holds rows out or tests on rows of their own, and reports as JSON", async () => {
    const held = await folder.rote(
      ...["train", "rows.csv", "--out", "h.rote", ...SMALL, "--holdout", "0.25", "--json"],
    );
    assertEquals(held.code, 0, held.stderr);
    const { blob, result } = trainBoostedBlob(DATA, { ...FORTY, holdout: 0.25 });
    assertEquals(await folder.read("h.rote"), blob);
    const { model, features, classes, seconds: _, sha256: __, ...told } = JSON.parse(held.stdout);
    const { seconds: ___, liveLuts: ____, luts: _____, ...expected } = result;
    assertEquals([model, features, classes], ["h.rote", 16, DATA.classes]);
    assertEquals(told, { method: "boosted", tables: 40, arity: 3, splits: 32, ...expected });

    const half = (rest: number) => ALL.filter((row) => row % 2 === rest);
    await folder.write("even.csv", csvOf(half(0)));
    await folder.write("odd.csv.gz", await gzip(csvOf(half(1))));
    const tested = await folder.rote(
      ...["train", "even.csv", "--test", "odd.csv.gz", "--out", "t.rote", ...SMALL],
    );
    assertEquals(tested.code, 0, tested.stderr);
    const [even, odd] = [0, 1].map((rest) => selectData(DATA, half(rest)));
    const apart = trainBoostedBlob(even!, FORTY, odd);
    assertEquals(await folder.read("t.rote"), apart.blob);
    const { testAccuracy, testRows } = apart.result;
    assertStringIncludes(tested.stdout, `${testAccuracy!.toFixed(4)} on ${testRows} rows\n`);
  });

  it("stops early where a share of the rows is answered best", async () => {
    const many = ["train", "rows.csv", "--method", "boosted", "--arity", "3", "--rate", "0.3"];
    const run = await folder.rote(
      ...[...many, "--out", "e.rote", "--early-stopping", "--patience", "64"],
    );
    assertEquals(run.code, 0, run.stderr);
    const settings: BoostingRun = {
      ...{ ...FORTY, tables: 2048, rate: 0.3 },
      earlyStopping: { share: 0.1, patience: 64 },
    };
    const { blob, result } = trainBoostedBlob(DATA, settings);
    assertEquals(await folder.read("e.rote"), blob);
    const { liveLuts: tables, stoppingRows } = result;
    assertMatch(run.stdout, new RegExp(`kept for stopping +${stoppingRows} rows\n`));
    assertMatch(run.stdout, new RegExp(`tables +${tables} of 3 wires`));
    const words = `early stopping +at ${tables} tables of 2048\n`;
    assertMatch(run.stdout, new RegExp(words));
    const other = await folder.rote(
      ...[...many, "--out", "f.rote", "--early-stopping", "0.3", "--holdout", "0.2", "--json"],
    );
    assertEquals(other.code, 0, other.stderr);
    const again = trainBoostedBlob(DATA, {
      ...settings,
      ...{ holdout: 0.2, earlyStopping: { share: 0.3, patience: 256 } },
    });
    assertEquals(await folder.read("f.rote"), again.blob);
    const told = JSON.parse(other.stdout);
    assertEquals(told.tables, again.result.liveLuts);
    assertEquals(told.calibrationError, again.result.calibrationError);
  });

  it("tells the splits of the tables that early stopping left", async () => {
    // Nothing can be learned from it, so the first tables are the best.
    const random = randomStream(1, 5);
    const lines = Array.from({ length: 400 }, () => {
      return [...Array.from({ length: 8 }, () => random.below(2)), random.below(4)].join(",");
    });
    await folder.write("noise.csv", `a,b,c,d,e,f,g,h,label\n${lines.join("\n")}\n`);
    const args = ["noise.csv", "--out", "s.rote", "--force", ...SMALL];
    const stop = ["--tables", "512", "--splits", "256", "--early-stopping", "0.3"];
    const words = await folder.rote("train", ...args, ...stop, "--rate", "1");
    assertEquals(words.code, 0, words.stderr);
    const { width, splits, classes } = decodeBoosted(await folder.read("s.rote"));
    assertLess(width, 256);
    assertMatch(words.stdout, new RegExp(`for ${splits.length / classes.length} splits? of`));
    const json = await folder.rote("train", ...args, ...stop, "--rate", "1", "--json");
    assertEquals(JSON.parse(json.stdout).splits, splits.length / classes.length);
  });

  it("takes the shape of images from IDX, with windows where they are large enough", async () => {
    const shapes: [height: number, width: number, patch: number | undefined][] = [
      [11, 12, 5],
      [12, 10, undefined],
    ];
    for (const [height, width, patch] of shapes) {
      const size = height * width;
      const pixels = new Uint8Array(240 * size)
        .map((_, at) => Math.imul(at, 0x9e3779b1) >>> 24 & 128);
      const bytes = new Uint8Array(240 * Math.ceil(size / 8));
      pixels.forEach((pixel, at) => {
        const column = at % size;
        const byte = Math.floor(at / size) * Math.ceil(size / 8) + (column >> 3);
        if (pixel >= 128) bytes[byte]! |= 1 << (column & 7);
      });
      const data = { ...DATA, rows: matrixFromBytes(bytes, 240, size) };
      const inputShape = [height, width, 1] as const;
      await folder.write("images", await gzip(idx([240, height, width], pixels)));
      const train = (...options: string[]) =>
        folder.rote(
          ...["train", "images", "--labels", "labels", "--out", "i.rote", "--force", ...SMALL],
          ...options,
        );
      const run = await train("--json");
      assertEquals(run.code, 0, run.stderr);
      const settings = { ...FORTY, inputShape, ...(patch === undefined ? {} : { patch }) };
      assertEquals(await folder.read("i.rote"), trainBoostedBlob(data, settings).blob);
      const told = JSON.parse(run.stdout);
      assertEquals([told.inputShape, told.patch], [[...inputShape], patch]);

      assertEquals((await train("--patch", "none", "--shift", "1")).code, 0);
      const shifted = { ...FORTY, inputShape, augment: { shift: 1, flip: false } };
      assertEquals(await folder.read("i.rote"), trainBoostedBlob(data, shifted).blob);
    }
  });

  it("takes rows of CSV for images of the shape that it is told", async () => {
    const run = await folder.rote(
      ...["train", "rows.csv", "--out", "c.rote", ...SMALL],
      ...["--image", "4x2x2", "--patch", "0", "--arity", "2", "--flip"],
    );
    assertEquals(run.code, 0, run.stderr);
    const settings: BoostingRun = {
      ...FORTY,
      ...{ arity: 2, inputShape: [4, 2, 2], patch: 0, augment: { shift: 0, flip: true } },
    };
    assertEquals(await folder.read("c.rote"), trainBoostedBlob(DATA, settings).blob);
  });

  it("ends with 130 on Ctrl-C and leaves nothing behind", async () => {
    const before = folder.names();
    const child = folder.start(
      ...["train", "rows.csv", "--out", "g.rote", "--method", "boosted"],
      ...["--tables", "65536", "--arity", "12"],
    );
    const errors = child.stderr.pipeThrough(new TextDecoderStream());
    for await (const text of errors.values({ preventCancel: true })) {
      if (text.includes("Training 10%")) break;
    }
    child.kill("SIGINT");
    await errors.cancel();
    await child.stdout.cancel();
    assertEquals((await child.status).code, 130);
    assertEquals(folder.names(), before);
  });

  const faults: [name: string, args: string[], words: string][] = [
    ["an option of a network", ["--width", "8"], "rote: --width goes with --method network"],
    ["statistics of layers", ["--statistics"], "rote: --statistics goes with --method network"],
    ["too many tables", ["--tables", "65537"], "rote: --tables must be an integer from 1 to "],
    ["a rate out of range", ["--rate", "0"], "rote: --rate must be from 0.001 to 1, not 0\n"],
    ["a lambda out of range", ["--lambda", "0.001"], "rote: --lambda must be from 0.01 "],
    ["splits out of range", ["--splits", "257"], "rote: --splits must be an integer "],
    ["tables too large", ["--tables", "65536", "--arity", "16"], "rote: --tables: "],
    ["a share that is none", ["--early-stopping", "1"], "--early-stopping"],
    ["no patience", ["--patience", "0"], "rote: --patience must be an integer from 1 "],
    ["a window without a shape", ["--patch", "0"], "--patch needs --image"],
    ["a move without a shape", ["--shift", "1"], "--shift needs --image"],
    ["a mirror without a shape", ["--flip"], "--flip needs --image"],
    ["a shape of other features", ["--image", "4x5"], "rote: --image"],
    ["a window beyond the image", ["--image", "4x4", "--patch", "2"], "rote: --patch"],
    [
      "a move that is too far",
      ["--image", "4x4", "--shift", "3"],
      "rote: --shift must be an integer from 0 to 2, not 3\n",
    ],
    [
      "a move that is too far, before it asks for images",
      ["--shift", "9"],
      "rote: --shift must be an integer from 0 to 2, not 9\n",
    ],
    ["a single group", ["--group", "a=1"], "two classes or more"],
  ];
  for (const [name, args, words] of faults) {
    it(`refuses ${name}, with exit code 2`, async () => {
      const run = await folder.rote("train", "rows.csv", "--out", "x", ...SMALL, ...args);
      assertEquals([run.code, run.stdout], [2, ""], run.stderr);
      assertStringIncludes(run.stderr, words);
    });
  }
});
