/**
 * `rote predict` as a user runs it.
 *
 * @module
 */

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import {
  accuracyOf,
  type BoostedTables,
  decodeModel,
  decodeNetwork,
  matrixFromBytes,
  predictBatch,
  predictBoosted,
  trainBlob,
  trainBoostedBlob,
} from "../../../lib/mod.ts";
import { idx } from "../bytes.ts";
import { type Folder, makeFolder } from "../child.ts";

/** 256 rows of 8 features: every byte. */
const ROWS = matrixFromBytes(new Uint8Array(256).map((_, at) => at), 256, 8);
/** Class 1 if the high half of the byte is larger than the low one. */
const LABELS = new Uint8Array(256).map((_, byte) => byte >> 4 > (byte & 15) ? 1 : 0);
const CLASSES = ['a "quoted", name', "plain"];

const { blob } = trainBlob(
  { rows: ROWS, labels: LABELS, classes: CLASSES },
  { network: { hiddenLayers: 1, width: 16, arity: 3 }, seed: 1 },
);
const NETWORK = decodeNetwork(blob);
const PREDICTED = predictBatch(NETWORK, ROWS);

function csvOf(labels: readonly string[], repeat = 1): string {
  const line = (byte: number) => Array.from({ length: 8 }, (_, at) => (byte >> at) & 1).join(",");
  const lines = labels.map((label, byte) => `${line(byte)},"${label.replaceAll('"', '""')}"\n`);
  return "a,b,c,d,e,f,g,h,label\n" + lines.join("").repeat(repeat);
}

const NAMED = csvOf(Array.from(LABELS, (label) => CLASSES[label]!));

describe("rote predict", () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = await makeFolder();
    await folder.write("m.rote", blob);
    await folder.write("named.csv", NAMED);
    await folder.write("bare.csv", NAMED.replaceAll(/,[^,\n]*(, name")?\n/g, "\n"));
    await folder.write(
      "images",
      idx(
        [256, 2, 4],
        Array.from(LABELS).flatMap((_, byte) =>
          Array.from({ length: 8 }, (_, at) => ((byte >> at) & 1) * 255)
        ),
      ),
    );
    await folder.write(
      "labels",
      idx([256], Array.from(LABELS, (label, byte) => byte % 2 ? 5 : label)),
    );
  });
  afterAll(() => folder.remove());

  it("writes a line a row as CSV, and the accuracy to stderr", async () => {
    const run = await folder.rote("predict", "m.rote", "named.csv");
    assertEquals(run.code, 0, run.stderr);
    const names = ['"a ""quoted"", name"', "plain"];
    const lines = Array.from(
      PREDICTED.labels,
      (label, row) => `${names[label]},${PREDICTED.scores[2 * row + label]}`,
    );
    assertEquals(run.stdout, ["label,score", ...lines, ""].join("\n"));
    const accuracy = accuracyOf(PREDICTED.labels, LABELS).toFixed(4);
    assertEquals(run.stderr, `accuracy ${accuracy} on 256 rows\n`);
  });

  it("writes a line a row as JSON, and nothing else for rows without labels", async () => {
    const run = await folder.rote("predict", "m.rote", "bare.csv", "--format", "json");
    assertEquals([run.code, run.stderr], [0, ""]);
    const lines = run.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(
      lines,
      Array.from(PREDICTED.labels, (label, row) => ({
        label: CLASSES[label],
        scores: {
          [CLASSES[0]!]: PREDICTED.scores[2 * row],
          [CLASSES[1]!]: PREDICTED.scores[2 * row + 1],
        },
      })),
    );
  });

  it("answers from boosted tables with a score for each of many classes", async () => {
    const names = ["low", "mid", "high"];
    const labels = new Uint8Array(256).map((_, byte) => Math.min(2, Math.floor((byte & 15) / 5)));
    const settings = { tables: 30, arity: 4, rate: 0.2, lambda: 1, seed: 1 };
    const data = { rows: ROWS, labels, classes: names };
    const { blob } = trainBoostedBlob(data, settings);
    const expected = predictBoosted(decodeModel(blob) as BoostedTables, ROWS);
    await folder.write("b.rote", blob);
    await folder.write("three.csv", csvOf(Array.from(labels, (label) => names[label]!)));

    const csv = await folder.rote("predict", "b.rote", "three.csv");
    assertEquals(csv.code, 0, csv.stderr);
    const lines = Array.from(
      expected.labels,
      (label, row) => `${names[label]},${expected.scores[3 * row + label]}`,
    );
    assertEquals(csv.stdout, ["label,score", ...lines, ""].join("\n"));
    const accuracy = accuracyOf(expected.labels, labels);
    assert(accuracy > 0.9);
    assertEquals(csv.stderr, `accuracy ${accuracy.toFixed(4)} on 256 rows\n`);

    const json = await folder.rote("predict", "b.rote", "three.csv", "--format", "json");
    const answers = json.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(
      answers,
      Array.from(expected.labels, (label, row) => ({
        label: names[label],
        scores: Object.fromEntries(names.map((name, at) => [name, expected.scores[3 * row + at]])),
      })),
    );

    const stranger = await folder.rote("predict", "b.rote", "three.csv", "--group", "x=low");
    assertEquals(stranger.code, 2);
    assertStringIncludes(stranger.stderr, 'b.rote are "low", "mid" and "high"');
  });

  it("answers many rows as it does few", async () => {
    await folder.write("repeated.csv", csvOf(Array.from(LABELS, (label) => CLASSES[label]!), 20));
    const few = await folder.rote("predict", "m.rote", "named.csv");
    const many = await folder.rote("predict", "m.rote", "repeated.csv");
    const lines = few.stdout.slice("label,score\n".length);
    assertEquals(many.stdout, "label,score\n" + lines.repeat(20));
    assertEquals(many.stderr, few.stderr.replace("256", "5120"));
  });

  it("predicts rows of all labels and counts those in a group", async () => {
    const groups = ["--group", `${CLASSES[0]}=0`, "--group", "plain=1"];
    const run = await folder.rote("predict", "m.rote", "images", "--labels", "labels", ...groups);
    assertEquals(run.stdout.split("\n").length, 258);
    assertMatch(run.stderr, /^accuracy 0\.\d{4} on 128 rows\n$/);
  });

  it("gives no label where the best score is below --abstain-below", async () => {
    const best = Array.from(PREDICTED.labels, (label, row) => PREDICTED.scores[2 * row + label]!);
    const bound = best.toSorted((a, b) => a - b)[128]!;
    const answered = best.filter((score) => score >= bound).length;
    assert(answered < 256);
    const run = await folder.rote(
      "predict",
      "m.rote",
      "named.csv",
      "--abstain-below",
      String(bound),
    );
    const lines = run.stdout.trimEnd().split("\n").slice(1);
    assertEquals(lines.map((line) => line.startsWith(",")), best.map((score) => score < bound));
    assertMatch(
      run.stderr,
      new RegExp(`on ${answered} rows, no answer for ${256 - answered} more`),
    );
    const json = await folder.rote(
      ...["predict", "m.rote", "named.csv", "--abstain-below", "1", "--format", "json"],
    );
    assertEquals(JSON.parse(json.stdout.split("\n")[0]!).label, null);
    assertEquals(json.stderr, "No accuracy: no answer for 256 rows\n");
    const refused = await folder.rote("predict", "m.rote", "named.csv", "--abstain-below", "1.1");
    assertEquals(refused.code, 2);
  });

  it("says why there is no accuracy if the labels are not the model's classes", async () => {
    const run = await folder.rote("predict", "m.rote", "images", "--labels", "labels");
    assertEquals(run.code, 0);
    assertStringIncludes(run.stderr, 'No accuracy: there is a label "0", and the classes are');
  });

  it("refuses rows of another width, with both numbers", async () => {
    await folder.write("narrow.csv", "a,b,c\n1,0,1\n");
    const run = await folder.rote("predict", "m.rote", "narrow.csv");
    assertEquals([run.code, run.stdout], [1, ""]);
    assertEquals(run.stderr, "rote: narrow.csv: The rows have 3 features, and m.rote reads 8\n");
  });

  it("refuses a group that the model does not know and a model that is none", async () => {
    const group = await folder.rote("predict", "m.rote", "bare.csv", "--group", "x=1");
    assertEquals(group.code, 2);
    const swapped = await folder.rote("predict", "bare.csv", "m.rote");
    assertEquals(swapped.code, 1);
    assertStringIncludes(swapped.stderr, "rote: bare.csv: Cannot decode blob: it does not start");
  });

  it("ends quietly when the reader of its output has seen enough", async () => {
    const many = csvOf(Array.from(LABELS, () => ""), 100);
    await folder.write("many.csv", many);
    const child = folder.start("predict", "m.rote", "many.csv", "--format", "json");
    const reader = child.stdout.getReader();
    await reader.read();
    await reader.cancel();
    const { code } = await child.status;
    assertEquals([code, await new Response(child.stderr).text()], [0, ""]);
  });
});
